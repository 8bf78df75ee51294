import { accepted, decidePreferenceChange, isPreferenceKey, type PreferenceChange, type Result, refused } from '@hotseat/core'
import type { PreferenceDocument } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { Meta } from '../meta.ts'
import type { Transaction } from '../store/store.ts'
import type { Answer, Caller, Handlers } from '../use-case.ts'
import { findSubject, readRungs } from './preference-subject.ts'
import { showPreference } from './show-preference.ts'

type Wish = { readonly value: unknown; readonly locked: boolean } | { readonly reset: true }

/** Sets and resets preferences at a level; core decides who may, and to what. */
export function createChangePreference(deps: Deps): Pick<Handlers, 'setPreference' | 'resetPreference'> {
  const change = (caller: Caller, level: string, key: string, wish: Wish): Promise<Result<Answer<PreferenceDocument>>> =>
    deps.store.tenant(caller.tenantId).transact(async (tx) => {
      const { member } = caller
      const subject = await findSubject(tx, level, caller)
      if (!subject.ok) return subject
      const rungs = await readRungs(tx, subject.value)
      const subjectRole = level.startsWith('user:') ? subject.value.role : null
      const request = { key, level, subjectRole, ...wish }
      const decision = decidePreferenceChange(request, rungs, { userId: member.id, role: member.role })
      if (!decision.ok) return decision
      if (!isPreferenceKey(key)) return refused('preference.unknown')
      await carryOut(tx, decision.value, { at: deps.clock.now(), by: member.id })
      return accepted({ document: showPreference(key, await readRungs(tx, subject.value), subject.value) })
    })

  return {
    setPreference: ({ caller, params, body: { value, locked = false } }) =>
      change(caller, params.level, params.key, { value, locked }),
    resetPreference: ({ caller, params }) => change(caller, params.level, params.key, { reset: true }),
  }
}

/** The preferences that a session's deadline is made from. */
const deadlineKeys: readonly string[] = ['session.idleMs', 'continuity.graceMs', 'continuity.signOutAfterMs']

/** The next tick looks at every live session again, so that a shorter time holds for them too (spec AD35). */
async function lookAtSessionsAgain(tx: Transaction, at: number): Promise<void> {
  for (const session of await tx.find('sessions', { where: { endedAt: null } })) tx.put('sessions', { ...session, dueAt: at })
}

async function carryOut(tx: Transaction, change: PreferenceChange, meta: Meta): Promise<void> {
  if (change.kind === 'nothing') return
  const { level, key, previous } = change
  if (deadlineKeys.includes(key)) await lookAtSessionsAgain(tx, meta.at)
  const userId = level.startsWith('user:') ? level.slice('user:'.length) : null
  if (change.kind === 'set') {
    const { value, locked } = change
    tx.put('preferences', { level, key, value, locked, changedAt: meta.at, changedBy: meta.by })
    await tx.emit({ kind: 'preference.changed', userId, data: { level, key, value, previous, locked } }, meta)
  } else {
    tx.remove('preferences', { level, key })
    await tx.emit({ kind: 'preference.reset', userId, data: { level, key, previous } }, meta)
  }
}
