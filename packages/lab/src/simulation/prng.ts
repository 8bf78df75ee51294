/**
 * A stream of numbers that a seed fully decides (sfc32 by Chris Doty-Humphrey, PractRand). One run of the simulator
 * draws everything from one of these, so that the same seed is the same day. Not for secrets.
 */
export interface Prng {
  /** A float in [0, 1). */
  next(): number
  /** An integer in [from, to], both included. */
  integer(from: number, to: number): number
  /** True with probability `p`. */
  chance(p: number): boolean
  /** One of `items`; they must not be empty. */
  pick<T>(items: readonly T[]): T
  /** A wait with this mean, exponentially spread: what independent happenings look like. */
  wait(meanMs: number): number
  bytes(length: number): Uint8Array
  /** An own stream for one actor, so that one actor's draws do not shift another's. */
  fork(label: string): Prng
}

/** A stream from a seed: the same text gives the same stream on every machine. */
export function createPrng(seed: string): Prng {
  let [a, b, c, d] = spread(seed)

  const uint32 = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    c |= 0
    return t >>> 0
  }
  for (let round = 0; round < 12; round += 1) uint32()

  const next = () => uint32() / 2 ** 32
  const integer = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    integer,
    chance: (p) => next() < p,
    pick: (items) => {
      const item = items[integer(0, items.length - 1)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
    wait: (meanMs) => Math.round(-Math.log(1 - next()) * meanMs),
    bytes: (length) => Uint8Array.from({ length }, () => uint32() & 255),
    fork: (label) => createPrng(`${seed}/${label}`),
  }
}

/** Four words from a text: FNV-1a over it, with another basis for each. */
function spread(seed: string): [number, number, number, number] {
  const word = (basis: number) => {
    let hash = basis
    for (let index = 0; index < seed.length; index += 1) hash = Math.imul(hash ^ seed.charCodeAt(index), 16_777_619)
    return hash | 0
  }
  return [word(0x811c9dc5), word(0x9e3779b9), word(0x85ebca6b), word(1)]
}
