import { revokeKey } from '../chat/chat-keys.ts'
import { openChatKey } from '../chat/seal-chat-key.ts'
import type { Vault } from '../deps.ts'
import { loadSecretKey } from '../load-secret-key.ts'
import { doesFit, putMark } from '../open-vault.ts'
import { wrappingKeyId } from '../recording/wrapping-key.ts'
import { createVault } from '../vault.ts'
import { CommandFailed, type Session } from './session.ts'

/** How many secrets the new key could not read. */
export type Unreadable = { readonly secondFactors: number; readonly chatKeys: number }

/**
 * Begins with a new secret key when the old one is lost: takes away the second factors and revokes the chat keys that it cannot
 * read, forgets the key that recordings were wrapped under, tells so, and marks the store.
 */
export async function replaceSecretKey(session: Session): Promise<Unreadable> {
  const { store, config, clock, random } = session
  const vault = createVault(await loadSecretKey(config, random), random)
  if (await doesFit(store.system, vault)) throw new CommandFailed('The secret key is the right one; there is nothing to replace.')
  const unreadable = {
    secondFactors: await takeAwaySecondFactors(session, vault),
    chatKeys: await revokeChatKeys(session, vault),
  }
  await store.system.transact(async (rows) => {
    putMark(rows, vault, clock)
    // What was recorded until now plays for nobody; what comes is wrapped under a key that can be read (spec RC21).
    const recordingKey = await rows.get('serverKeys', { id: wrappingKeyId })
    if (recordingKey && vault.open(recordingKey.value, wrappingKeyId) === null) rows.remove('serverKeys', { id: wrappingKeyId })
  })
  return unreadable
}

async function takeAwaySecondFactors({ store, clock }: Session, vault: Vault): Promise<number> {
  const accounts = await store.system.find('accounts')
  const unreadable = accounts.filter(({ id, secondFactor }) => secondFactor && vault.open(secondFactor.sealedKey, id) === null)
  for (const { id, tenants } of unreadable) {
    const [tenant = ''] = tenants
    await store.tenant(tenant).transact(async (tx) => {
      const account = await tx.system.get('accounts', { id })
      if (!account) return
      tx.system.put('accounts', { ...account, secondFactor: null })
      await tx.emit({ kind: 'secondFactor.removed', userId: id, data: { by: null } }, { at: clock.now(), by: null })
    })
  }
  return unreadable.length
}

/** A key that no server reads signs nobody in any more; an administrator sees that, and generates the next. */
async function revokeChatKeys({ store, clock }: Session, vault: Vault): Promise<number> {
  let revoked = 0
  for (const { id: tenantId } of await store.system.find('tenants')) {
    revoked += await store.tenant(tenantId).transact(async (tx) => {
      const active = await tx.find('chatKeys', { where: { revokedAt: null } })
      const unreadable = active.filter((row) => openChatKey(vault, tenantId, row) === null)
      for (const row of unreadable) await revokeKey(tx, row, { at: clock.now(), by: null })
      return unreadable.length
    })
  }
  return revoked
}
