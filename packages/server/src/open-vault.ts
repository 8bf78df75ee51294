import { type Config, ConfigError } from './config.ts'
import type { Vault } from './deps.ts'
import { findSecretKey, loadSecretKey } from './load-secret-key.ts'
import type { Clock, Random } from './ports.ts'
import { hasSecondFactor } from './sign-on/must-enrol.ts'
import type { SystemStore } from './store/store.ts'
import type { SystemTables } from './store/tables.ts'
import { createVault } from './vault.ts'

/** The row of `serverKeys` that holds a text sealed by the installation's key: no secret, but only that key opens it. */
const markId = 'vaultMark'
const markText = 'hotseat'

/** What opening the vault takes. */
export type VaultParts = {
  readonly config: Pick<Config, 'secretKey' | 'data'>
  readonly system: SystemStore
  readonly clock: Clock
  readonly random: Random
}

/**
 * The vault of this installation. The first start marks the store with its key; from then on another key stops the start,
 * instead of every sign-in with a code (spec MF15). Throws `ConfigError` that says what to do.
 */
export async function openVault({ config, system, clock, random }: VaultParts): Promise<Vault> {
  const isMarked = (await system.get('serverKeys', { id: markId })) !== undefined
  // A key that is missing is not made anew where another one was used: that one could still be brought back.
  const key = isMarked ? await findSecretKey(config) : await loadSecretKey(config, random)
  if (key === null) throw new ConfigError([lostKey])
  const vault = createVault(key, random)
  if (await doesFit(system, vault)) {
    if (!isMarked)
      await system.transact(async (rows) => (await rows.get('serverKeys', { id: markId })) ?? putMark(rows, vault, clock))
    // Of two first starts with keys of their own one made the mark.
    if (isMarked || (await doesFit(system, vault))) return vault
  }
  throw new ConfigError([otherKey])
}

/** Whether everything that is sealed in the store was sealed by this vault's key, as far as a look at one of each tells. */
export async function doesFit(system: Pick<SystemStore, 'get' | 'find'>, vault: Vault): Promise<boolean> {
  const mark = await system.get('serverKeys', { id: markId })
  if (mark !== undefined) return vault.open(mark.value, markId) === markText
  // A store from before there was a mark.
  const sealed = (await system.find('accounts')).find(hasSecondFactor)
  return !sealed?.secondFactor || vault.open(sealed.secondFactor.sealedKey, sealed.id) !== null
}

/** Marks the store with the vault's key. */
export function putMark(rows: { put: PutKey }, vault: Vault, clock: Clock): void {
  rows.put('serverKeys', { id: markId, value: vault.seal(markText, markId), createdAt: clock.now() })
}

type PutKey = (table: 'serverKeys', row: SystemTables['serverKeys']) => void

const whatToDo =
  'bring HOTSEAT_SECRET_KEY, or the file secret.key of the data folder, back from the backup; every node needs the same one. Is it lost for good, `npm run hotseat -- secret-key replace` begins with a new one, everyone sets up one-time codes anew, and every chat gets new secret keys'
const otherKey = `HOTSEAT_SECRET_KEY is another one than the one-time codes in the database were encrypted with: ${whatToDo}`
const lostKey = `the key that one-time codes in the database are encrypted with is missing: ${whatToDo}`
