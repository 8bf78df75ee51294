import { accepted, type Result, refused } from '@hotseat/core'
import type { NoteDocument } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { Transaction } from '../store/store.ts'
import type { NoteRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'

/** Reads and saves the agent's note; a save over a version that is not the newest is refused (spec SI50). */
export function createNotes(deps: Deps): Pick<Handlers, 'note' | 'saveNote'> {
  return {
    note: async ({ caller }) => {
      const row = await deps.store.tenant(caller.tenantId).get('notes', { userId: caller.member.id })
      return accepted({ document: showNote(row) })
    },
    saveNote: ({ caller, body }) =>
      deps.store.tenant(caller.tenantId).transact(async (tx) => {
        const saved = await saveNote(tx, caller.member.id, body, deps.clock.now())
        return saved.ok ? accepted({ document: showNote(saved.value) }) : saved
      }),
  }
}

/** Puts a note over the version it was typed over; the same text again changes nothing, so a retry is safe. */
export async function saveNote(
  tx: Transaction,
  userId: string,
  typed: { text: string; version: number },
  now: number,
): Promise<Result<NoteRow>> {
  const row = await tx.get('notes', { userId })
  const version = row?.version ?? 0
  if (row?.text === typed.text && typed.version >= version - 1) return accepted(row)
  if (typed.version !== version) return refused('object.changed', { facts: { version } })
  const next = { userId, text: typed.text, version: version + 1, savedAt: now }
  tx.put('notes', next)
  await tx.emit({ kind: 'note.saved', userId, data: { version: next.version } }, { at: now, by: userId })
  return accepted(next)
}

function showNote(row: NoteRow | undefined): NoteDocument {
  return row ? { text: row.text, version: row.version, savedAt: row.savedAt } : { text: '', version: 0, savedAt: null }
}
