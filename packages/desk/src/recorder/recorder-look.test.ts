import { expect, test } from 'vitest'
import type { LinkState, RecorderStatus } from './recorder-link.ts'
import { lookOf } from './recorder-look.ts'

const signedIn = (recording: RecorderStatus['recording']): LinkState => ({ kind: 'signedIn', username: 'agent01', recording })
const absent: LinkState = { kind: 'absent', username: 'agent01' }
const lost: LinkState = { kind: 'lost', username: 'agent01', tries: 0 }
const mine = (state: 'asked' | 'running', paused = false) => ({ id: 'rec-1', state, paused })

test.each([
  ['both say so', signedIn('running'), mine('running'), 'recording'],
  ['the server says so and the recorder is not heard', absent, mine('running'), 'recording'],
  ['the recorder says so and the server is not heard', signedIn('running'), null, 'recording'],
  ['the recorder was lost in the midst of it', lost, mine('running'), 'lost'],
  ['it was paused before the recorder was lost', lost, mine('running', true), 'paused'],
  ['it was paused a moment ago', signedIn('running'), mine('running', true), 'paused'],
  ['the recorder is about to begin', signedIn('no'), mine('asked'), 'starting'],
  ['nobody can begin', absent, mine('asked'), 'absent'],
  ['there is no call', signedIn('no'), null, 'ready'],
  ['the recorder has little room left', { ...signedIn('no'), isNearlyFull: true }, null, 'nearlyFull'],
  ['it has little room left, and records', { ...signedIn('running'), isNearlyFull: true }, mine('running'), 'recording'],
  ['nobody is recorded here', { kind: 'unwanted' }, null, null],
] as const)('[DKR8] [RC45] what an agent sees when %s', (_when, link, recording, look) => {
  expect(lookOf(link, recording)).toBe(look)
})
