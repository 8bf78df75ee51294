import { describe, expect, test } from 'vitest'
import {
  type LinkInput,
  type LinkState,
  lookAgainMs,
  pingEveryMs,
  type RecorderStatus,
  stepLink,
  unwanted,
} from './recorder-link.ts'

const status = (changes: Partial<RecorderStatus> = {}): RecorderStatus => ({
  ...{ recorder: 'r'.repeat(43), signedIn: null, recording: 'no', ...changes },
})
const wanted = { type: 'wanted', username: 'agent01' } as const
const granted = { type: 'leaveRead', leave: 'granted' } as const
const read = (changes: Partial<RecorderStatus> = {}) => ({ type: 'statusRead', status: status(changes) }) as const
const signedIn = { type: 'signedIn', status: status() } as const
const absent = { type: 'failed', failure: 'absent', leave: 'granted' } as const
const signIn = [wanted, granted, read(), signedIn] as const

const after = (...inputs: readonly LinkInput[]): LinkState =>
  inputs.reduce((state: LinkState, input) => stepLink(state, input)[0], unwanted)
/** What the last of these inputs makes of the ones before. */
const last = (...inputs: readonly LinkInput[]) => {
  const [state, effects] = stepLink(after(...inputs.slice(0, -1)), inputs.at(-1) ?? wanted)
  return { kind: state.kind, effects }
}

describe('the recorder’s sign-in from the desk', () => {
  test('[DKR8] [SPL4] that its space is nearly used up is known from each answer on', () => {
    const full = { type: 'pinged', status: status({ isNearlyFull: true }) } as const
    expect(after(...signIn)).toEqual({ kind: 'signedIn', username: 'agent01', recording: 'no' })
    expect(after(...signIn, full)).toMatchObject({ isNearlyFull: true })
    expect(after(...signIn, full, { type: 'pinged', status: status() })).not.toHaveProperty('isNearlyFull')
  })

  test('[DKR1] nothing happens before somebody who may be recorded is there, and nothing after', () => {
    for (const input of [
      granted,
      read(),
      signedIn,
      absent,
      { type: 'connectAsked' },
      { type: 'waited' },
      { type: 'stirred' },
    ] as const)
      expect(stepLink(unwanted, input)).toEqual([unwanted, []])
    expect(last({ type: 'unwanted' })).toEqual({ kind: 'unwanted', effects: [] })
    expect(last(wanted)).toEqual({ kind: 'asking', effects: [{ type: 'readLeave' }] })
    expect(last(wanted, wanted).effects).toEqual([])
  })

  test('[DKR2] [S-43] where the browser would ask, nothing is sent before the person says so', () => {
    const prompt = { type: 'leaveRead', leave: 'prompt' } as const
    expect(last(wanted, prompt)).toEqual({ kind: 'prompt', effects: [] })
    for (const input of [{ type: 'waited' }, { type: 'stirred' }] as const)
      expect(last(wanted, prompt, input).effects).toEqual([])
    expect(last(wanted, prompt, { type: 'connectAsked' })).toEqual({
      kind: 'asking',
      effects: [{ type: 'readStatus', isAsked: true }],
    })
    // The question stands; that it is still open is no news.
    expect(last(wanted, prompt, { type: 'connectAsked' }, prompt)).toEqual({ kind: 'asking', effects: [] })
    expect(last(wanted, prompt, granted)).toEqual({ kind: 'asking', effects: [{ type: 'readStatus', isAsked: false }] })
  })

  test('[DKR2] [S-43] a leave that was refused ends every try, and one that is given begins again', () => {
    const denied = { type: 'leaveRead', leave: 'denied' } as const
    expect(last(wanted, denied)).toEqual({ kind: 'denied', effects: [] })
    expect(last(...signIn, denied)).toEqual({ kind: 'denied', effects: [] })
    expect(last(wanted, granted, { ...absent, leave: 'denied' })).toEqual({ kind: 'denied', effects: [] })
    expect(last(wanted, granted, { ...absent, leave: 'prompt' })).toEqual({ kind: 'prompt', effects: [] })
    expect(last(wanted, denied, granted).effects).toEqual([{ type: 'readStatus', isAsked: false }])
    expect(last(wanted, denied, { type: 'connectAsked' }).effects).toEqual([{ type: 'readLeave' }])
  })

  test('[DKR2] [S-43] a leave that was given and is to be asked for again is the person’s turn again, whatever went on', () => {
    const prompt = { type: 'leaveRead', leave: 'prompt' } as const
    for (const before of [signIn, [wanted, granted, absent], [...signIn, absent]])
      expect(last(...before, prompt)).toEqual({ kind: 'prompt', effects: [] })
  })

  test('[DKR2] [DKR5] only the browser’s question is waited for longer', () => {
    for (const before of [
      [wanted, granted, absent],
      [...signIn, absent],
    ])
      expect(last(...before, { type: 'connectAsked' }).effects).toEqual([{ type: 'readStatus', isAsked: false }])
  })

  test('[DKR2] a browser that knows no such leave is simply tried', () => {
    expect(last(wanted, { type: 'leaveRead', leave: 'unknown' }).effects).toEqual([{ type: 'readStatus', isAsked: false }])
  })

  test('[DKR3] the ticket is for the recorder that answered, whoever sat here before', () => {
    const expected = { kind: 'asking', effects: [{ type: 'signIn', recorder: 'r'.repeat(43) }] }
    for (const who of [null, 'agent01', 'agent02']) expect(last(wanted, granted, read({ signedIn: who }))).toEqual(expected)
  })

  test('[DKR4] it is pinged while it is signed in, and at once when something stirs; refused, it is signed in again', () => {
    expect(last(...signIn)).toEqual({ kind: 'signedIn', effects: [{ type: 'wait', ms: pingEveryMs }] })
    expect(pingEveryMs * 2).toBeLessThan(60_000)
    for (const input of [{ type: 'waited' }, { type: 'stirred' }] as const)
      expect(last(...signIn, input)).toEqual({ kind: 'signedIn', effects: [{ type: 'ping' }] })
    const running = after(...signIn, { type: 'pinged', status: status({ recording: 'running' }) })
    expect(running).toMatchObject({ kind: 'signedIn', recording: 'running' })
    expect(last(...signIn, { type: 'pingRefused' }, read({ signedIn: 'agent01' })).effects).toEqual([
      { type: 'signIn', recorder: 'r'.repeat(43) },
    ])
  })

  test('[DKR5] who never answered is looked for once a minute, who was lost sooner, and no state of it flickers', () => {
    expect(last(wanted, granted, absent)).toEqual({ kind: 'absent', effects: [{ type: 'wait', ms: lookAgainMs }] })
    expect(last(wanted, granted, absent, { type: 'waited' })).toEqual({
      kind: 'absent',
      effects: [{ type: 'readStatus', isAsked: false }],
    })
    const waits = [0, 1, 2, 3, 4, 5, 6].map((tries) => {
      const [effect] = last(...signIn, absent, ...Array.from({ length: tries }, () => absent)).effects
      return effect?.type === 'wait' && effect.ms
    })
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
    expect(last(...signIn, absent, read()).effects).toEqual([{ type: 'signIn', recorder: 'r'.repeat(43) }])
  })

  test.each(['refused', 'noServer'] as const)('[DKR5] a recorder that says %s is asked again later', (failure) => {
    expect(last(wanted, granted, { type: 'failed', failure, leave: 'granted' })).toEqual({
      kind: failure,
      effects: [{ type: 'wait', ms: lookAgainMs }],
    })
  })

  test('[DKR6] who lost it to somebody else leaves it to them until they ask', () => {
    const taken = [...signIn, { type: 'pingRefused' }, read({ signedIn: 'agent02' })] as const
    expect(after(...taken)).toEqual({ kind: 'wrongPerson', username: 'agent01', who: 'agent02' })
    expect(last(...taken, { type: 'waited' }, read({ signedIn: 'agent02' })).kind).toBe('wrongPerson')
    expect(last(...taken, { type: 'waited' }, read()).effects[0]?.type).toBe('signIn')
    expect(last(...taken, { type: 'connectAsked' }, read({ signedIn: 'agent02' })).effects[0]?.type).toBe('signIn')
  })

  test('[DKR7] a sign-out, and another person at the desk, is told to it', () => {
    expect(last(...signIn, { type: 'unwanted' })).toEqual({ kind: 'unwanted', effects: [{ type: 'signOut' }] })
    expect(last(...signIn, { type: 'wanted', username: 'agent02' }).effects).toEqual([{ type: 'signOut' }, { type: 'readLeave' }])
  })
})
