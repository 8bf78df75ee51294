import type { OperationName } from '@hotseat/protocol'
import type { Invariant } from './invariant.ts'

/** Calls that a client sends again after a lost answer, and the refusals that would mean that the first one half happened. */
const retried: Partial<Record<OperationName, readonly string[]>> = {
  saveNote: ['object.changed'],
  setState: ['agent.transition'],
  signIn: ['signIn.elsewhere'],
}

/** I8: a call whose answer was lost was done or not done; the same call again gives the answer that was lost. */
export function createKnown(): Invariant {
  return {
    id: 'I8',
    see(entry) {
      if (entry.kind === 'server' && entry.what === 'faulted') return `the server failed: ${entry.detail}`
      if (entry.kind !== 'answered' || !entry.retry || entry.refusal === null || entry.refusal === 'unknown') return null
      const { who, name, refusal } = entry
      return retried[name]?.includes(refusal.code)
        ? `${who} sent ${name} again after a lost answer and was refused by ${refusal.code}`
        : null
    },
  }
}
