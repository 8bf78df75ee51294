import { defaultContinuitySettings, pollDelayMs } from '@hotseat/core'
import type { World } from './world.ts'

/** A sign-out that the server could not be told of, and is told as soon as it can be (LC8). */
export interface OwedSignOut {
  /** Looks whether one is owed and tells the server, again and again until it is told. True while it is owed still. */
  settle(): Promise<boolean>
  /** One is owed from now on; a bearer session's token ends it for as long as this page lives. */
  owe(accessToken: string | null): void
  /** Nothing is asked until `goOn`; resolves when nothing is under way any more. What is owed stays owed. */
  pause(): Promise<void>
  goOn(): void
}

/** Looks after what is owed, with the pauses of any other probing (PR1). `attempt` is one try; true: it is owed still. */
export function createOwedSignOut(
  { clock, random }: Pick<World, 'clock' | 'random'>,
  attempt: (accessToken: string | null) => Promise<boolean>,
): OwedSignOut {
  let token: string | null = null
  let tries = 0
  let isPaused = false
  let underWay: Promise<boolean> | null = null
  let cancelAlarm: () => void = () => undefined

  async function ask(): Promise<boolean> {
    const isOwed = await attempt(token)
    tries = isOwed ? tries + 1 : 0
    if (isOwed && !isPaused)
      cancelAlarm = clock.after(pollDelayMs(tries, random(), defaultContinuitySettings), () => void settle())
    if (!isOwed) token = null
    return isOwed
  }

  function settle(): Promise<boolean> {
    cancelAlarm()
    if (isPaused) return Promise.resolve(false)
    underWay ??= ask().finally(() => {
      underWay = null
    })
    return underWay
  }

  return {
    settle,
    owe(accessToken) {
      token = accessToken
      void settle()
    },
    async pause() {
      isPaused = true
      cancelAlarm()
      await underWay
    },
    goOn() {
      isPaused = false
      void settle()
    },
  }
}
