import { expect, test } from 'vitest'
import type { Clock } from '../ports.ts'
import { runCapture } from './run-capture.ts'

/** A program that writes boxes as an encoder does, and then stands still. */
const stands = `
const box = (type, size) => { const all = Buffer.alloc(size); all.writeUInt32BE(size); all.write(type, 4); return all }
process.stdout.write(Buffer.concat([box('ftyp', 16), box('moov', 16), box('moof', 16), box('mdat', 16)]))
setInterval(() => undefined, 1_000)
`

/** A clock whose alarms ring when the test says so. */
function createHandClock(): Pick<Clock, 'after'> & { ring(): void } {
  const alarms = new Set<() => void>()
  return {
    after(_, task) {
      const alarm = () => task()
      alarms.add(alarm)
      return () => alarms.delete(alarm)
    },
    ring() {
      for (const alarm of [...alarms]) {
        alarms.delete(alarm)
        alarm()
      }
    },
  }
}

/** Runs it; `pieces` are those that were taken. */
function run(take: () => Promise<void> = async () => undefined) {
  const clock = createHandClock()
  const pieces: string[] = []
  const capture = runCapture({ program: process.execPath, args: ['-e', stands], clock }, ({ kind }) => {
    pieces.push(kind)
    return take()
  })
  return { clock, pieces, capture }
}

test('[CAP3] an encoder of which nothing came in three looks is ended as failed; a clock that jumps is one look', async () => {
  const { clock, pieces, capture } = run()
  await expect.poll(() => pieces).toEqual(['init', 'fragment'])
  for (let look = 0; look < 3; look++) clock.ring()
  expect(await capture.outcome).toEqual({ kind: 'failed', failure: 'fault', said: 'it stood still;' })
})

test('[CAP3] two looks are not enough, and one that was told to end has ended', async () => {
  const { clock, pieces, capture } = run()
  await expect.poll(() => pieces).toEqual(['init', 'fragment'])
  for (let look = 0; look < 2; look++) clock.ring()
  capture.end()
  clock.ring()
  expect(await capture.outcome).toEqual({ kind: 'ended' })
})

test('[CAP3] how long the disk takes is not the encoder’s fault', async () => {
  const written = Promise.withResolvers<void>()
  const { clock, pieces, capture } = run(() => written.promise)
  await expect.poll(() => pieces).toEqual(['init'])
  for (let look = 0; look < 5; look++) clock.ring()
  written.resolve()
  await expect.poll(() => pieces).toEqual(['init', 'fragment'])
  capture.end()
  clock.ring()
  expect(await capture.outcome).toEqual({ kind: 'ended' })
})
