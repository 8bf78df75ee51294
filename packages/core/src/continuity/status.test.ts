import { expect, test } from 'vitest'
import { createContinuityRig } from './continuity-rig.ts'

test('[ST3] reconnecting tells since when, which try it is, and when the next one goes out', () => {
  const rig = createContinuityRig()
  rig.tell({ type: 'signedIn' }, { type: 'helloReceived' })
  rig.pass(5_000)
  rig.tell({ type: 'socketClosed' })
  expect(rig.status).toEqual({ kind: 'reconnecting', since: 5_000, nextTryAt: 5_000, attempt: 1 })
  rig.tell({ type: 'echoFailed' })
  expect(rig.status).toEqual({ kind: 'reconnecting', since: 5_000, nextTryAt: 7_100, attempt: 2 })
  rig.pass(2_100)
  rig.tell({ type: 'echoAnswered', challenge: 'c', waitMs: 1_000 })
  expect(rig.status).toEqual({ kind: 'reconnecting', since: 5_000, nextTryAt: 8_150, attempt: 2 })
})

test('[ST4] signed out tells why, or nothing when it was one’s own wish', () => {
  const rig = createContinuityRig()
  expect(rig.status).toEqual({ kind: 'signedOut', code: null })
  rig.tell({ type: 'signedIn' })
  expect(rig.status).toEqual({ kind: 'connecting' })
  rig.tell({ type: 'sessionEnded', code: 'resume.idle' })
  expect(rig.status).toEqual({ kind: 'signedOut', code: 'resume.idle' })
  rig.tell({ type: 'signedIn' }, { type: 'signedOut' })
  expect(rig.status).toEqual({ kind: 'signedOut', code: null })
})
