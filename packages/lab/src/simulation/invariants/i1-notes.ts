import type { NoteDocument, ResumeDocument, Snapshot } from '@hotseat/protocol'
import type { SimRequest } from '../log.ts'
import { firstOf, type Invariant, type View } from './invariant.ts'

/** I1 for notes: each version replaces the one it was typed over, and what a save or a resume was acknowledged for is there. */
export function createNotes({ mirror }: View): Invariant {
  /** The versions that a text was meant to replace. */
  const bases = new Map<string, Set<number>>()
  /** What was committed, by user and version. */
  const notes = new Map<string, Map<number, string>>()

  function commit(tenantId: string, userId: string, version: number): string | null {
    const row = mirror.get(tenantId, 'notes', userId)
    // Of several versions in one commit the row shows the last.
    if (row?.version !== version) return null
    notes.set(userId, (notes.get(userId) ?? new Map()).set(version, row.text))
    return bases.get(row.text)?.has(version - 1)
      ? null
      : `“${row.text}” of ${userId} was typed over ${[...(bases.get(row.text) ?? [])]} and saved over ${version - 1}`
  }

  function acknowledge({ name, who, body, caller }: SimRequest, document: unknown): string | null {
    if (name === 'saveNote') {
      // The answer of this operation is a note.
      const { text, version } = document as NoteDocument
      const kept = notes.get(caller?.userId ?? '')?.get(version)
      return kept === text && text === body.text ? null : `${who} saved “${body.text}”, and version ${version} is “${kept}”`
    }
    const { note } = name === 'resume' ? ((body.snapshot ?? {}) as Partial<Snapshot>) : {}
    if (note === undefined) return null
    const { user, agent } = document as ResumeDocument
    const versions = notes.get(user.id)
    const isThere = [...(versions?.values() ?? [])].includes(note.text)
    const isOutrun = [...(versions?.keys() ?? [])].some((version) => version > note.version)
    return agent === null || isThere || isOutrun ? null : `${who} came back with “${note.text}”, which is not there`
  }

  return {
    id: 'I1',
    see(entry) {
      if (entry.kind === 'typed') bases.set(entry.text, (bases.get(entry.text) ?? new Set()).add(entry.over))
      if (entry.kind === 'committed' && entry.event.kind === 'note.saved')
        return commit(entry.tenantId, entry.event.userId ?? '', entry.event.data.version)
      if (entry.kind !== 'served' || !entry.result.ok) return null
      const { value } = entry.result
      return typeof value === 'object' && value !== null && 'document' in value
        ? acknowledge(entry.request, value.document)
        : null
    },
    audit: () =>
      firstOf(notes, ([userId, versions]) => {
        const row = mirror.get('demo', 'notes', userId)
        const newest = Math.max(...versions.keys())
        return row !== undefined && row.version >= newest && (versions.get(row.version) ?? row.text) === row.text
          ? null
          : `version ${newest} of the note of ${userId} is gone`
      }),
  }
}
