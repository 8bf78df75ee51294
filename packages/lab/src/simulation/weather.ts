import type { Prng } from './prng.ts'

/** How bad the network is for a while. Shares are of single messages; durations in ms. */
export type Weather = {
  readonly name: string
  /** A request never arrives. */
  readonly requestLost: number
  /** It is done, but the answer never arrives. */
  readonly replyLost: number
  /** A request arrives twice, as from a proxy that tries again. */
  readonly duplicated: number
  /** A message of a socket is its last: the socket is cut. */
  readonly cut: number
  /** The mean delay of a message; each has its own, so that messages overtake each other. */
  readonly delayMs: number
  /** How many times longer the server takes for its work. */
  readonly slowness: number
}

/** No faults, only distance. */
export const calm: Weather = {
  name: 'calm',
  requestLost: 0,
  replyLost: 0,
  duplicated: 0,
  cut: 0,
  delayMs: 20,
  slowness: 1,
}

/** What a spell of weather may be. */
export const kindsOfWeather: readonly Weather[] = [
  calm,
  { ...calm, name: 'lossy', requestLost: 0.1, replyLost: 0.1, cut: 0.02, delayMs: 80 },
  { ...calm, name: 'echoing', duplicated: 0.5, delayMs: 120 },
  { ...calm, name: 'replies lost', replyLost: 0.5, delayMs: 40 },
  { ...calm, name: 'slow', delayMs: 900, slowness: 20 },
  { name: 'storm', requestLost: 0.25, replyLost: 0.25, duplicated: 0.2, cut: 0.1, delayMs: 400, slowness: 5 },
]

/** The weather at a moment: spells of one to five minutes, and calm from `faultsEndAt` on. */
export function createWeather(prng: Prng, startAt: number, faultsEndAt: number): (now: number) => Weather {
  let current = calm
  let until = startAt + prng.integer(10, 60) * 1_000
  return (now) => {
    if (now >= faultsEndAt) return calm
    while (now >= until) {
      current = prng.pick(kindsOfWeather)
      until += prng.integer(60, 300) * 1_000
    }
    return current
  }
}
