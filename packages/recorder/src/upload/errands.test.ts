import { expect, test } from 'vitest'
import { createErrands, type Errand } from './errands.ts'

/** Runs an errand again and again; the pauses after its failures, in seconds. */
async function pausesOf(errand: Errand, times: number): Promise<readonly number[]> {
  const pauses: number[] = []
  const done = Promise.withResolvers<void>()
  const clock = {
    now: () => 0,
    after(delayMs: number, task: () => void) {
      pauses.push(delayMs / 1_000)
      if (pauses.length === times) done.resolve()
      else setImmediate(task)
      return () => undefined
    },
  }
  const random = { bytes: (length: number) => new Uint8Array(length), fraction: () => 1 }
  const errands = createErrands(
    { clock, random },
    () => errand,
    () => undefined,
  )
  errands.wake()
  await done.promise
  await errands.close()
  return pauses
}

test('[UPL4] what fails waits longer each time, up to a minute', async () => {
  const fails = () => Promise.reject(new Error('no answer'))
  expect(await pausesOf(fails, 9)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
})

test('[UPL4] what got on before it failed waits a second, however often it fails', async () => {
  let tries = 0
  const getsOn: Errand = async (gotOn) => {
    tries += 1
    if (tries !== 3) gotOn()
    throw new Error('cut off')
  }
  expect(await pausesOf(getsOn, 6)).toEqual([1, 1, 2, 1, 1, 1])
})
