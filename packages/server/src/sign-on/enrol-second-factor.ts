import { accepted, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../use-case.ts'
import { findBrowser } from './browser.ts'
import { endOutdatedSessions } from './end-outdated-sessions.ts'
import { endSessionsOf } from './end-sessions-of.ts'
import { hasSecondFactor } from './must-enrol.ts'
import { createOneTimeKey, findOneTimeStep, oneTimeAddress } from './one-time-code.ts'

/**
 * Sets up one-time codes for oneself: a key, which counts from the first right code on. That code ends every session,
 * as a new password does (S-05): what a password alone began does not go on as what two factors are for.
 */
export function createEnrolSecondFactor(deps: Deps): Pick<Handlers, 'enrolSecondFactor' | 'confirmSecondFactor'> {
  const { store, clock, vault } = deps
  return {
    enrolSecondFactor: ({ caller: { tenantId, member } }) =>
      store.system.transact(async (rows) => {
        const account = await rows.get('accounts', { id: member.id })
        if (!account || hasSecondFactor(account)) return refused('secondFactor.enrolled')
        const key = createOneTimeKey(deps.random)
        const secondFactor = { sealedKey: vault.seal(key, account.id), confirmedAt: null, lastStep: 0 }
        rows.put('accounts', { ...account, secondFactor })
        return accepted({ document: { secret: key, uri: oneTimeAddress(key, `${member.username}@${tenantId}`) } })
      }),

    confirmSecondFactor: async ({ caller: { tenantId, member, session }, body, facts }) => {
      const confirmed = await store.tenant(tenantId).transact(async (tx) => {
        const account = await tx.system.get('accounts', { id: member.id })
        if (hasSecondFactor(account)) return refused('secondFactor.enrolled')
        if (!account?.secondFactor) return refused('secondFactor.none')
        const key = vault.open(account.secondFactor.sealedKey, account.id)
        if (key === null) return refused('secondFactor.unreadable')
        const meta = { at: clock.now(), by: member.id }
        const step = findOneTimeStep(key, body.oneTimeCode, meta.at)
        if (step === null) return refused('secondFactor.code', { field: 'oneTimeCode' })
        const secondFactor = { ...account.secondFactor, confirmedAt: meta.at, lastStep: step }
        tx.system.put('accounts', { ...account, secondFactor, passwordChangedAt: meta.at })
        await tx.emit({ kind: 'secondFactor.enrolled', userId: member.id, data: { by: member.id } }, meta)
        await endSessionsOf(tx, member.id, 'passwordChanged', meta)
        const isEmpty = !(await findBrowser(tx.system, facts.browserToken))
        return accepted({ tenants: account.tenants.filter((id) => id !== tenantId), isEmpty, at: meta.at })
      })
      if (!confirmed.ok) return confirmed
      const { tenants, isEmpty, at } = confirmed.value
      await endOutdatedSessions(deps, { id: member.id, tenants }, at + 1)
      const isClear = session.credential === 'cookie' && isEmpty
      return accepted({ document: { done: true }, ...(isClear && { cookie: 'clear' as const }) })
    },
  }
}
