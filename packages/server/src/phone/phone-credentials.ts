import { accepted } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { findEnd } from '../sign-on/find-end.ts'
import { createId, createToken } from '../sign-on/tokens.ts'
import type { PhoneCredentialRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { digestOf, sealDigest } from './digest.ts'
import { releasePhone } from './release-phone.ts'

type PhoneHandlers = Pick<Handlers, 'phone' | 'renewPhonePassword' | 'releasePhonePassword'>

/**
 * The password by which a phone registers: minted for one session, rotated as often as asked, released when asked or when
 * the session ends (spec PH1–PH6). It is told once; the store has what a registrar checks it against, sealed.
 */
export function createPhoneCredentials(deps: Pick<Deps, 'store' | 'clock' | 'random' | 'vault'>): PhoneHandlers {
  const { store, clock, random, vault } = deps
  return {
    phone: async ({ caller: { tenantId, session } }) => {
      const row = await store.tenant(tenantId).get('phoneCredentials', { sessionId: session.id })
      return accepted({ document: { credential: row ? show(row) : null } })
    },
    renewPhonePassword: ({ caller: { tenantId, session, member } }) =>
      store.tenant(tenantId).transact(async (tx) => {
        const ended = await findEnd(tx, session.id)
        if (ended) return { ok: false, refusal: ended }
        const before = await tx.get('phoneCredentials', { sessionId: session.id })
        const username = before?.username ?? createId(random)
        const password = createToken(random)
        const now = clock.now()
        const row: PhoneCredentialRow = {
          sessionId: session.id,
          userId: member.id,
          username,
          realm: tenantId,
          sealedDigest: sealDigest(vault, digestOf({ username, realm: tenantId, password })),
          mintedAt: now,
        }
        tx.put('phoneCredentials', row)
        const data = { sessionId: session.id, username, rotated: before !== undefined }
        await tx.emit({ kind: 'phonePassword.minted', userId: member.id, data }, { at: now, by: member.id })
        return accepted({ document: { ...show(row), password } })
      }),
    releasePhonePassword: ({ caller: { tenantId, session, member } }) =>
      store.tenant(tenantId).transact(async (tx) => {
        await releasePhone(tx, session, 'asked', { at: clock.now(), by: member.id })
        return accepted({ document: { done: true } })
      }),
  }
}

function show({ username, realm, mintedAt }: PhoneCredentialRow) {
  return { username, realm, mintedAt }
}
