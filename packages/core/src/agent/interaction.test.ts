import { describe, expect, it } from 'vitest'
import { systemReasons } from './agent.ts'
import type { AgentCommand } from './agent-command.ts'
import { agentDueAt } from './agent-due-at.ts'
import { act, bySupervisor, call, createDesk, offer, readyDesk, rules, setState, signIn, wrapUp } from './agent-rig.ts'

const passTime: AgentCommand = { type: 'passTime' }

describe('ringing', () => {
  it('[AG20] an inbound call reserves, an outbound one reserves as such, with or without preview', () => {
    const states = [
      { ...offer },
      { type: 'offer', medium: 'voice', interaction: { ...call, direction: 'outbound' } } as const,
      { type: 'offer', medium: 'voice', interaction: { ...call, direction: 'outbound' }, preview: true } as const,
    ].map((command) => {
      const desk = readyDesk()
      desk.do(command)
      return desk.voice.state
    })
    expect(states).toEqual(['RESERVED', 'RESERVED_OUTBOUND', 'RESERVED_OUTBOUND_PREVIEW'])
  })

  it('[AG20] only who is READY is rung', () => {
    const desk = createDesk()
    desk.do(signIn)
    expect(desk.ask(offer)).toBe('agent.transition')
  })

  it('[AG21] the moments of a call are those of the clock', () => {
    const desk = readyDesk()
    desk.do(offer)
    const offeredAt = desk.now
    desk.pass(3_000)
    desk.do(act('answer'))
    expect(desk.voice.interaction).toMatchObject({ offeredAt, answeredAt: desk.now, endedAt: null })
  })

  it('[AG21] an id names one interaction, on whatever medium', () => {
    const desk = readyDesk()
    desk.do({ type: 'setState', medium: 'chat', state: 'READY', reasonCode: null, by: bySupervisor }, offer)
    expect(desk.ask({ type: 'offer', medium: 'chat', interaction: call })).toBe('agent.interaction')
  })

  it('[AG4] an interaction that is over, or someone else’s, is not the agent’s', () => {
    const desk = readyDesk()
    for (const type of ['answer', 'decline', 'hold', 'retrieve', 'end'] as const) {
      expect(desk.ask(act(type))).toBe('agent.interaction')
    }
    expect(desk.ask(wrapUp())).toBe('agent.interaction')
    desk.do(offer, act('answer'), act('end'))
    expect(desk.ask(act('end'))).toBe('agent.interaction')
  })

  it('[AG24] nobody answers: NOT_READY, exactly when the ring is over', () => {
    const desk = readyDesk()
    desk.do(offer)
    expect(agentDueAt(desk.agent, rules)).toBe(desk.now + rules.ringMs)
    desk.pass(rules.ringMs - 1)
    expect(desk.do(passTime)).toEqual([])
    desk.pass(1)
    expect(desk.do(passTime)).toMatchObject([
      { kind: 'interaction.ended', data: { cause: 'notAnswered' } },
      { data: { status: { state: 'NOT_READY', reasonCode: systemReasons.notAnswered }, by: 'system' } },
    ])
    expect(agentDueAt(desk.agent, rules)).toBeNull()
  })

  it('[AG24] declining is not answering', () => {
    const desk = readyDesk()
    desk.do(offer)
    expect(desk.do(act('decline'))).toMatchObject([{ data: { cause: 'declined' } }, {}])
    expect(desk.voice).toMatchObject({ state: 'NOT_READY', reasonCode: systemReasons.notAnswered, interaction: null })
  })

  it('[AG24] a pending NOT_READY comes before that, a pending READY does not', () => {
    const away = readyDesk()
    away.do(offer, setState('NOT_READY', 2), act('decline'))
    expect(away.voice).toMatchObject({ state: 'NOT_READY', reasonCode: 2 })
    const eager = readyDesk()
    eager.do(offer, setState('READY'), act('decline'))
    expect(eager.voice).toMatchObject({ state: 'NOT_READY', reasonCode: systemReasons.notAnswered })
  })

  it('[AG29] one dialog of several: answered, and the medium is READY again, or what is pending', () => {
    const desk = readyDesk()
    desk.do(offer)
    const engage = { type: 'engage', interactionId: call.id } as const
    expect(desk.do(engage)).toMatchObject([{ kind: 'interaction.answered' }, { kind: 'agent.stateChanged' }])
    expect(desk.voice).toMatchObject({ state: 'READY', interaction: null })
    desk.do(offer, setState('NOT_READY', 1), engage)
    expect(desk.voice).toMatchObject({ state: 'NOT_READY', reasonCode: 1, interaction: null })
  })

  it('[AG25] the caller gives up: READY again, or what is pending', () => {
    const desk = readyDesk()
    desk.do(offer)
    expect(desk.do(act('end'))).toMatchObject([{ kind: 'interaction.ended', data: { cause: 'hungUp' } }, {}])
    expect(desk.voice).toMatchObject({ state: 'READY', interaction: null })
    desk.do(offer, setState('NOT_READY', 1), act('end'))
    expect(desk.voice).toMatchObject({ state: 'NOT_READY', reasonCode: 1 })
  })
})

describe('after the call', () => {
  it('[AG22] wrap-up is WORK_READY when READY follows, WORK when not', () => {
    const ready = readyDesk()
    ready.do(offer, act('answer'), act('end'))
    expect(ready.voice).toMatchObject({ state: 'WORK_READY', interaction: { id: 'call-1', endedAt: ready.now } })
    const notReady = readyDesk({ wrapUpThen: 'NOT_READY' })
    notReady.do(offer, act('answer'), act('hold'), act('end'))
    expect(notReady.voice.state).toBe('WORK')
    notReady.do(wrapUp())
    expect(notReady.voice).toMatchObject({ state: 'NOT_READY', reasonCode: null })
  })

  it('[AG22] without wrap-up the call ends in what follows', () => {
    const desk = readyDesk({ wrapUpMs: 0 })
    desk.do(offer, act('answer'), act('end'))
    expect(desk.voice).toMatchObject({ state: 'READY', interaction: null })
  })

  it('[AG23] a wrap-up code is one of the list or none', () => {
    const desk = readyDesk()
    desk.do(offer, act('answer'))
    expect(desk.ask(wrapUp())).toBe('agent.transition')
    desk.do(act('end'))
    expect(desk.ask(wrapUp('stolen'))).toBe('agent.wrapUpUnknown')
    expect(desk.do(wrapUp('sold'))).toMatchObject([{ kind: 'interaction.wrappedUp', data: { wrapUpCode: 'sold' } }, {}])
    expect(desk.voice.state).toBe('READY')
  })

  it('[AG23] wrap-up ends exactly when its time is over', () => {
    const desk = readyDesk()
    desk.do(offer, act('answer'), act('end'))
    expect(agentDueAt(desk.agent, rules)).toBe(desk.now + rules.wrapUpMs)
    desk.pass(rules.wrapUpMs - 1)
    expect(desk.do(passTime)).toEqual([])
    desk.pass(1)
    desk.do(passTime)
    expect(desk.voice).toMatchObject({ state: 'READY', since: desk.now, interaction: null })
  })

  it('[AG23] who asks for a state during wrap-up is done with it', () => {
    const desk = readyDesk()
    desk.do(offer, act('answer'), act('end'))
    const events = desk.do(setState('NOT_READY', 1))
    expect(events.map(({ kind }) => kind)).toEqual(['interaction.wrappedUp', 'agent.stateChanged'])
    expect(desk.voice).toMatchObject({ state: 'NOT_READY', reasonCode: 1, interaction: null })
  })

  it('[AG26] a call placed while NOT_READY leads back to the same reason', () => {
    const desk = createDesk()
    desk.do(signIn, setState('NOT_READY', 2), { type: 'dial', medium: 'voice', interaction: { ...call, direction: 'outbound' } })
    expect(desk.voice).toMatchObject({ state: 'TALKING', interaction: { answeredAt: desk.now } })
    desk.do(act('end'), wrapUp())
    expect(desk.voice).toMatchObject({ state: 'NOT_READY', reasonCode: 2 })
    expect(readyDesk().ask({ type: 'dial', medium: 'voice', interaction: call })).toBe('agent.transition')
  })

  it('[AG27] the due moment is the earliest of all media', () => {
    const desk = readyDesk()
    desk.do(offer, act('answer'), act('end'))
    const wrapUpDueAt = desk.now + rules.wrapUpMs
    desk.pass(50_000)
    const chat = { ...call, id: 'chat-1' }
    desk.do({ type: 'setState', medium: 'chat', state: 'READY', reasonCode: null, by: bySupervisor })
    desk.do({ type: 'offer', medium: 'chat', interaction: chat })
    expect(agentDueAt(desk.agent, rules)).toBe(wrapUpDueAt)
    desk.pass(10_000)
    desk.do(passTime)
    expect(agentDueAt(desk.agent, rules)).toBe(desk.now + 10_000)
  })
})
