import { createHash } from 'node:crypto'
import { Overloaded, type PasswordHasher } from '@hotseat/server/parts'
import type { Prng } from '../prng.ts'

/** What was verified, told to the observer: the stored string (null for an unknown user) and the outcome. */
export type OnVerified = (phc: string | null, fits: boolean) => void

export type VirtualHasherOptions = {
  readonly clock: { after(delayMs: number, task: () => void): () => void }
  readonly prng: Prng
  /** Virtual time that one hash takes now. */
  readonly costMs: () => number
  readonly onVerified: OnVerified
}

/** As many hashes at a time, and as much work waiting, as the real hasher of a two-core machine allows. */
const lanes = 2
const maxWaiting = 80

/**
 * Stands in for Argon2id in time only: it costs virtual milliseconds and shares the lanes and the bounded queue. What it
 * stores is a salted digest, so that only the right password fits and equal passwords look different.
 */
export function createVirtualHasher({ clock, prng, costMs, onVerified }: VirtualHasherOptions): PasswordHasher {
  const waiting: (() => void)[] = []
  let running = 0

  function work<T>(result: () => T): Promise<T> {
    if (waiting.length >= maxWaiting) return Promise.reject(new Overloaded(1_000))
    return new Promise((resolve) => {
      waiting.push(() => {
        running += 1
        clock.after(costMs(), () => {
          running -= 1
          resolve(result())
          waiting.shift()?.()
        })
      })
      if (running < lanes) waiting.shift()?.()
    })
  }

  return {
    hash: (password) => {
      const salt = Buffer.from(prng.bytes(9)).toString('base64url')
      return work(() => encode(salt, password))
    },
    verify: (phc, password) =>
      work(() => {
        const fits = phc !== null && isPasswordOf(phc, password)
        onVerified(phc, fits)
        return { fits, outdated: false }
      }),
  }
}

/** Whether the password is the one behind a stored string of this hasher. */
export function isPasswordOf(phc: string, password: string): boolean {
  return phc === encode(phc.split('$')[2] ?? '', password)
}

function encode(salt: string, password: string): string {
  return `$virtual$${salt}$${createHash('sha256').update(`${salt}\n${password}`).digest('base64url')}`
}
