import { isOk } from '../log.ts'
import { claimsOf } from './chat-answers.ts'
import type { Invariant, View } from './invariant.ts'

/** I6: where a project's tokens count once, none signs anybody in a second time. */
export function createTokensOnce({ mirror }: View): Invariant {
  const used = new Map<string, string>()

  return {
    id: 'I6',
    see(entry) {
      if (entry.kind === 'committed' && entry.event.kind === 'settings.changed' && entry.event.data.kind === 'chatProject') {
        // A token counts once among the times that it was used while that is the rule.
        const prefix = `${entry.tenantId}/${entry.event.data.id}/`
        const isOnce = mirror.get(entry.tenantId, 'chatProjects', entry.event.data.id)?.singleUse === true
        if (!isOnce) for (const key of used.keys()) if (key.startsWith(prefix)) used.delete(key)
      }
      if (entry.kind !== 'chatServed' || entry.call.path !== '/chat/v1/login' || !isOk(entry.reply)) return null
      const { who, body } = entry.call
      const tenantId = String(body.tenant)
      const projectId = String(body.project)
      if (mirror.get(tenantId, 'chatProjects', projectId)?.singleUse !== true) return null
      const key = `${tenantId}/${projectId}/${claimsOf(body.token).jti}`
      const before = used.get(key)
      used.set(key, who)
      return before === undefined ? null : `the token of ${before} signed in a second time, from ${who}`
    },
  }
}
