import { expect, test } from 'vitest'
import { asked } from './recording-rig.ts'
import { isRecordingOf, tellRecorder } from './told-recorders.ts'

test('[RC24] it is theirs who were told of it until somebody makes it, then theirs alone', () => {
  const told = tellRecorder(tellRecorder(asked(), 'one'), 'two')
  expect(tellRecorder(told, 'one')).toBe(told)
  expect(['one', 'two', 'three'].map((id) => isRecordingOf(told, id))).toEqual([true, true, false])
  const made = { ...told, recorderId: 'two' }
  expect(['one', 'two'].map((id) => isRecordingOf(made, id))).toEqual([false, true])
  expect(isRecordingOf(asked(), 'one')).toBe(false)
})

test('[RC24] it does not grow with the keys that an agent shows', () => {
  let recording = asked()
  for (let key = 0; key < 1_000; key++) recording = tellRecorder(recording, `k${key}`)
  expect(recording.told).toHaveLength(20)
  expect(isRecordingOf(recording, 'k999')).toBe(true)
})
