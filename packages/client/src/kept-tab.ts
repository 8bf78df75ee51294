import type { Snapshot } from '@hotseat/protocol'
import { isRecord } from './parse-problem.ts'
import { parseSnapshot } from './snapshot.ts'

/** What one tab keeps of its own beside the session: no other tab writes it, so none can lose it (TB7). */
export type KeptTab = {
  /** The label of the tab. */
  readonly tab: string
  readonly tenant: string
  readonly username: string
  /** How far this tab had seen the feed. */
  readonly offset: number
  readonly snapshot: Snapshot | null
  /** When a person last did something, as far as this tab knew. */
  readonly activeAt: number | null
  readonly savedAt: number
}

/** Whose work it is. */
export type Person = Pick<KeptTab, 'tenant' | 'username'>

/** Whether two belong to the same person: nobody else is given what was on a screen (S-58). */
export function isSamePerson(one: Person, other: Person): boolean {
  return one.tenant === other.tenant && one.username === other.username
}

/** What a tab kept, as a store gave it, or null for anything else. */
export function parseKeptTab(value: unknown): KeptTab | null {
  if (!isRecord(value)) return null
  const { tab, tenant, username, offset, snapshot, activeAt, savedAt } = value
  if (typeof tab !== 'string' || typeof tenant !== 'string' || typeof username !== 'string') return null
  if (typeof offset !== 'number' || typeof savedAt !== 'number') return null
  return {
    tab,
    tenant,
    username,
    offset,
    snapshot: parseSnapshot(snapshot),
    activeAt: typeof activeAt === 'number' ? activeAt : null,
    savedAt,
  }
}
