import { CommandFailed, type Session } from './session.ts'

/** Adds a tenant. Its id stands in sessions and links, so it is short and plain. */
export async function addTenant({ store, clock }: Pick<Session, 'store' | 'clock'>, id: string, name: string): Promise<void> {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(id))
    throw new CommandFailed(`A tenant's id is up to 63 of a–z, 0–9 and -; "${id}" is not.`)
  await store.tenant(id).transact(async (tx) => {
    if (await tx.system.get('tenants', { id })) throw new CommandFailed(`The tenant "${id}" exists already.`)
    tx.system.put('tenants', { id, name, createdAt: clock.now(), suspendedAt: null })
    tx.put('media', { id: 'voice', name: 'Voice', maxDialogLimit: 1, position: 1 })
  })
}
