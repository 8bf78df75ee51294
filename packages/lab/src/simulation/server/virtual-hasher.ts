import { createHash } from 'node:crypto'
import { Overloaded, type PasswordHasher } from '@hotseat/server/parts'
import type { Prng } from '../prng.ts'

/** Asked when a verification is asked for; what it returns is told the outcome when the password was compared. */
export type OnVerify = () => (fits: boolean) => void

export type VirtualHasherOptions = {
  readonly clock: { after(delayMs: number, task: () => void): () => void }
  readonly prng: Prng
  /** Virtual time that one hash takes now. */
  readonly costMs: () => number
  readonly onVerify: OnVerify
}

/** As many hashes at a time, and as much work waiting, as the real hasher of a two-core machine allows. */
const lanes = 2
const maxWaiting = 80

/**
 * Stands in for Argon2id in time only: it costs virtual milliseconds and shares the lanes and the bounded queue. What it
 * stores is a salted digest, so that only the right password fits and equal passwords look different.
 */
export function createVirtualHasher({ clock, prng, costMs, onVerify }: VirtualHasherOptions): PasswordHasher {
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
      return work(() => encodePassword(salt, password))
    },
    verify: (phc, password) => {
      const verified = onVerify()
      return work(() => {
        const fits = phc !== null && isPasswordOf(phc, password)
        verified(fits)
        return { fits, outdated: false }
      })
    },
  }
}

/** Whether the password is the one behind a stored string of this hasher. */
export function isPasswordOf(phc: string, password: string): boolean {
  return phc === encodePassword(phc.split('$')[2] ?? '', password)
}

/** What is stored for a password with this salt. */
export function encodePassword(salt: string, password: string): string {
  return `$virtual$${salt}$${createHash('sha256').update(`${salt}\n${password}`).digest('base64url')}`
}
