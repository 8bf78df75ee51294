import { loadSecretKey } from '../load-secret-key.ts'
import { doesFit, putMark } from '../open-vault.ts'
import { createVault } from '../vault.ts'
import { CommandFailed, type Session } from './session.ts'

/**
 * Begins with a new secret key when the old one is lost: takes away the second factors that it cannot read, tells so, and
 * marks the store. Answers how many there were.
 */
export async function replaceSecretKey({ store, config, clock, random }: Session): Promise<number> {
  const vault = createVault(await loadSecretKey(config, random), random)
  if (await doesFit(store.system, vault)) throw new CommandFailed('The secret key is the right one; there is nothing to replace.')
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
  await store.system.transact(async (rows) => putMark(rows, vault, clock))
  return unreadable.length
}
