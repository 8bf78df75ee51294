import { thumbprintOf } from '../../device/device-key.ts'
import type { SimRequest } from '../log.ts'
import type { Invariant, View } from './invariant.ts'

/** I8: a call whose answer was lost was done or not done; if it was done, the same call again is not refused for it. */
export function createKnown({ mirror }: View, userOf: (who: string) => string | null): Invariant {
  /** Whether the committed state is what the call asked for, so that a refusal would deny what was done. */
  function isDone({ name, who, body }: SimRequest, code: string): boolean {
    const userId = userOf(who) ?? ''
    switch (`${name} ${code}`) {
      case 'setState agent.transition': {
        const states = mirror.get('demo', 'agents', userId)?.agent.states ?? []
        return states.some(
          ({ medium, state, reasonCode }) =>
            medium === body.medium && state === body.state && reasonCode === (body.reasonCode ?? null),
        )
      }
      case 'saveNote object.changed':
        return mirror.get('demo', 'notes', userId)?.text === body.text
      case 'signIn signIn.elsewhere': {
        const deviceId = thumbprintOf(body.deviceKey as { x: string; y: string })
        return mirror
          .rows('demo', 'sessions')
          .some((row) => row.userId === userId && row.endedAt === null && row.deviceId === deviceId)
      }
      default:
        return false
    }
  }

  return {
    id: 'I8',
    see(entry) {
      if (entry.kind === 'server' && entry.what === 'faulted') return `the server failed: ${entry.detail}`
      if (entry.kind !== 'served' || entry.result.ok || !entry.request.retry) return null
      const { who, name } = entry.request
      const { code } = entry.result.refusal
      return isDone(entry.request, code) ? `${who} sent ${name} again, which was done, and was refused by ${code}` : null
    },
  }
}
