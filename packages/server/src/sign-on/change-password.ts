import { accepted, checkPassword, normalisePassword, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import type { Transaction } from '../store/store.ts'
import type { Caller, Handlers, RequestFacts } from '../use-case.ts'
import { attemptKeyOf } from './attempt-key.ts'
import { type Attempts, findAttemptPolicy } from './attempts.ts'
import { findBrowser } from './browser.ts'
import { endOutdatedSessions } from './end-outdated-sessions.ts'
import { endSessionsOf } from './end-sessions-of.ts'
import { isSamePassword } from './is-same-password.ts'
import { recordFailure, recordFoundBlock, tooLate } from './record-failure.ts'
import { sourceKeyOf } from './source.ts'
import { verifyPassword } from './verify-password.ts'

/**
 * Changes one's password: the current one is asked for and counts like a sign-in (S-12); afterwards every session and
 * device key of the person is dead, in every tenant (S-05).
 */
export function createChangePassword(deps: Deps, settings: TenantSettings, attempts: Attempts): Handlers['changePassword'] {
  return async ({ caller, body, facts }) => {
    const { tenantId, member } = caller
    const preferences = await settings.preferencesOf(tenantId, { userId: member.id, role: member.role })
    const policy = { minLength: preferences['passwords.minLength'], username: member.username, name: member.name }
    const next = checkPassword(body.next, policy)
    if (!next.ok) return { ok: false, refusal: { ...next.refusal, field: 'next' } }
    if (next.value === normalisePassword(body.current)) return refused('password.same', { field: 'next' })

    const account = await deps.store.system.get('accounts', { id: member.id })
    const failure = { tenantId, userId: member.id, username: member.username, address: facts.address }
    const attemptPolicy = await findAttemptPolicy(settings, tenantId, account)
    const taken = await attempts.take({ ...guessOf(deps, caller, facts), policy: attemptPolicy })
    if (!taken.ok) {
      await recordFoundBlock(deps, failure, taken.newBlockUntil)
      return taken
    }
    const { permit } = taken
    const { fits } = await verifyPassword({ hasher: deps.hasher, attempts }, permit, account?.passwordHash ?? null, body.current)
    if (!fits) {
      await recordFailure(deps, attempts, permit, failure)
      return refused('password.wrong', { field: 'current' })
    }
    const passwordHash = await deps.hasher.hash(next.value).catch(async (error: unknown) => {
      await attempts.release(permit)
      throw error
    })

    const change = async (tx: Transaction) => {
      const meta = { at: deps.clock.now(), by: member.id }
      const settlement = await attempts.settle(tx.system, permit, true)
      if (settlement.late) return { ok: false, refusal: tooLate(settlement.counter.blockedUntil, meta.at) } as const
      const now = await tx.system.get('accounts', { id: member.id })
      if (!now || !isSamePassword(account, now)) return refused('password.wrong', { field: 'current' })
      tx.system.put('accounts', { ...now, passwordHash, passwordChangedAt: meta.at })
      await tx.emit({ kind: 'password.changed', userId: member.id, data: { by: member.id } }, meta)
      await endSessionsOf(tx, member.id, 'passwordChanged', meta)
      const isEmpty = !(await findBrowser(tx.system, facts.browserToken))
      return accepted({ tenants: now.tenants.filter((id) => id !== tenantId), isEmpty, at: meta.at })
    }
    const changed = await attempts.settlingRight(permit, () => deps.store.tenant(tenantId).transact(change))
    if (!changed.ok) return changed
    // Elsewhere a session of this very millisecond is the old password's, too.
    await endOutdatedSessions(deps, { id: member.id, tenants: changed.value.tenants }, changed.value.at + 1)
    const isClear = caller.session.credential === 'cookie' && changed.value.isEmpty
    return accepted({ document: { done: true }, ...(isClear && { cookie: 'clear' as const }) })
  }
}

function guessOf({ secrets }: Deps, { member, session }: Caller, { address }: RequestFacts) {
  // A session of a published API has a desk and no device: it guesses as a stranger does.
  const deviceId = session.deviceKey === null ? null : session.deviceId
  return {
    key: attemptKeyOf(secrets, { kind: 'account', userId: member.id, deviceId }),
    sourceKey: deviceId === null ? sourceKeyOf(secrets, address) : null,
  }
}
