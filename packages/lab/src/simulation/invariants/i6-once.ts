import type { Invariant } from './invariant.ts'

/** I6: a challenge brings a session back once, an activation sets a password once, however often they are sent. */
export function createOnce(): Invariant {
  const used = new Map<string, string>()

  return {
    id: 'I6',
    see(entry) {
      if (entry.kind !== 'served' || !entry.result.ok) return null
      const { name, body, who } = entry.request
      const once = name === 'resume' ? body.challenge : name === 'activate' ? body.secret : undefined
      if (once === undefined) return null
      const key = `${name} ${String(once)}`
      const before = used.get(key)
      used.set(key, who)
      return before === undefined ? null : `the ${name} of ${before} was accepted a second time, from ${who}`
    },
  }
}
