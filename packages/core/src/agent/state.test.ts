import { describe, expect, it } from 'vitest'
import { systemReasons } from './agent.ts'
import { act, byAgent, bySupervisor, bySystem, createDesk, offer, readyDesk, rules, setState, signIn } from './agent-rig.ts'

describe('reasons', () => {
  it('[AG10] READY has no reason', () => {
    const desk = createDesk()
    desk.do(signIn)
    expect(desk.ask(setState('READY', 1))).toBe('agent.reasonUnknown')
  })

  it('[AG10] NOT_READY needs a reason of the list when the preference says so', () => {
    const desk = readyDesk()
    expect(desk.ask(setState('NOT_READY'))).toBe('agent.reasonRequired')
    expect(desk.ask(setState('NOT_READY', 28))).toBe('agent.reasonUnknown')
    expect(desk.ask(setState('NOT_READY', 3))).toBe('agent.reasonUnknown')
    const lax = readyDesk({ reasonRequired: false })
    lax.do(setState('NOT_READY'))
    expect(lax.voice).toMatchObject({ state: 'NOT_READY', reasonCode: null })
  })

  it('[AG11] a supervisor who gives no reason is the reason', () => {
    const desk = readyDesk()
    desk.do(setState('NOT_READY', null, bySupervisor))
    expect(desk.voice.reasonCode).toBe(systemReasons.bySupervisor)
  })

  it('[AG11] nobody chooses a system reason, even if the list had it', () => {
    const listed = [...rules.reasonCodes, { category: 'NOT_READY', code: systemReasons.connectionLost } as const]
    const desk = readyDesk({ reasonCodes: listed })
    for (const by of [byAgent, bySupervisor]) {
      expect(desk.ask(setState('NOT_READY', systemReasons.connectionLost, by))).toBe('agent.reasonUnknown')
    }
    desk.do(setState('NOT_READY', systemReasons.sessionExpired, bySystem))
    expect(desk.voice.reasonCode).toBe(systemReasons.sessionExpired)
  })
})

describe('a state asked for while free', () => {
  it('[AG12] another reason starts the time anew, the same changes nothing', () => {
    const desk = createDesk()
    desk.do(signIn, setState('NOT_READY', 1))
    desk.pass(1_000)
    expect(desk.do(setState('NOT_READY', 1))).toEqual([])
    desk.do(setState('NOT_READY', 2))
    expect(desk.voice).toMatchObject({ reasonCode: 2, since: desk.now })
  })

  it('[AG4] a medium must be one of the agent’s', () => {
    const desk = readyDesk()
    expect(desk.ask({ type: 'setState', medium: 'fax', state: 'READY', reasonCode: null, by: byAgent })).toBe('agent.medium')
    expect(desk.ask({ type: 'cancelPending', medium: 'fax', by: byAgent })).toBe('agent.medium')
    expect(desk.ask({ ...offer, medium: 'fax' } as typeof offer)).toBe('agent.medium')
  })

  it('[AG13] an agent logs out of a medium from NOT_READY only', () => {
    expect(readyDesk().ask(setState('LOGOUT'))).toBe('agent.transition')
  })

  it('[AG14] a supervisor logs out from READY, by way of NOT_READY', () => {
    const desk = readyDesk()
    const events = desk.do(setState('LOGOUT', null, bySupervisor))
    expect(events).toMatchObject([
      { data: { previous: { state: 'READY' }, status: { state: 'NOT_READY' }, by: 'supervisor' } },
      { data: { previous: { state: 'NOT_READY' }, status: { state: 'LOGOUT' }, by: 'supervisor' } },
    ])
  })
})

describe('the pending state', () => {
  const onCall = () => {
    const desk = readyDesk()
    desk.do(offer, act('answer'))
    return desk
  }

  it('[AG15] a state asked for on a call waits for its end', () => {
    const desk = onCall()
    const events = desk.do(setState('NOT_READY', 1))
    expect(events.map(({ kind }) => kind)).toEqual(['agent.pendingChanged'])
    expect(desk.voice).toMatchObject({ state: 'TALKING', pending: { state: 'NOT_READY', reasonCode: 1, by: byAgent } })
    desk.do(act('end'), { type: 'wrapUp', interactionId: 'call-1', wrapUpCode: null })
    expect(desk.voice).toMatchObject({ state: 'NOT_READY', reasonCode: 1, pending: null })
  })

  it('[AG15] while it rings, too', () => {
    const desk = readyDesk()
    desk.do(offer, setState('NOT_READY', 1), act('answer'))
    expect(desk.voice).toMatchObject({ state: 'TALKING', pending: { state: 'NOT_READY' } })
  })

  it('[AG15] there is one: the next replaces it, the same again changes nothing', () => {
    const desk = onCall()
    desk.do(setState('NOT_READY', 1), setState('NOT_READY', 2))
    expect(desk.voice.pending).toMatchObject({ reasonCode: 2 })
    expect(desk.do(setState('NOT_READY', 2))).toEqual([])
    desk.do(setState('READY'))
    expect(desk.voice.pending).toMatchObject({ state: 'READY', reasonCode: null })
  })

  it('[AG15] an agent cannot ask for LOGOUT on a call, a supervisor can', () => {
    const desk = onCall()
    expect(desk.ask(setState('LOGOUT'))).toBe('agent.transition')
    desk.do(setState('LOGOUT', null, bySupervisor), act('end'))
    desk.pass(60_000)
    const events = desk.do({ type: 'passTime' })
    expect(events.map(({ kind, data }) => ('status' in data ? data.status.state : kind))).toEqual([
      'interaction.wrappedUp',
      'NOT_READY',
      'LOGOUT',
    ])
  })

  it('[AG16] it can be taken back', () => {
    const desk = onCall()
    desk.do(setState('NOT_READY', 1), { type: 'cancelPending', medium: 'voice', by: byAgent })
    expect(desk.voice.pending).toBeNull()
    expect(desk.do({ type: 'cancelPending', medium: 'voice', by: byAgent })).toEqual([])
  })

  it('[AG17] what a supervisor asked for, an agent neither replaces nor takes back nor slips past', () => {
    const desk = onCall()
    desk.do(setState('NOT_READY', null, bySupervisor))
    expect(desk.ask(setState('READY'))).toBe('permission.denied')
    expect(desk.ask({ type: 'cancelPending', medium: 'voice', by: byAgent })).toBe('permission.denied')
    desk.do(act('end'))
    expect(desk.ask(setState('READY'))).toBe('permission.denied')
    expect(desk.ask({ type: 'cancelPending', medium: 'voice', by: bySupervisor })).toBeNull()
  })
})
