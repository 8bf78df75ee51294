import type { Result } from '@hotseat/core'
import type { NoteDocument, Snapshot } from '@hotseat/protocol'
import type { WireInput } from '../../device/desk-wire.ts'
import type { Prng } from '../prng.ts'

export type NotebookOptions = {
  readonly who: string
  readonly prng: Prng
  readonly ask: (name: 'note' | 'saveNote', input: WireInput) => Promise<Result<unknown> | null>
  /** Text stands on the screen that is to replace this version. */
  readonly onTyped: (text: string, over: number) => void
}

/** The note of one desk between hand and server, as the real desk holds it (`note-state.ts`). */
export interface Notebook {
  /** What a resume carries: text that is not acknowledged yet. */
  snapshot(): Snapshot
  type(): void
  save(): Promise<void>
  /** Reads what the server has, as after a return. */
  reload(): Promise<void>
}

/** An empty notebook. No two texts that are typed in a simulation are the same. */
export function createNotebook({ who, prng, ask, onTyped }: NotebookOptions): Notebook {
  let text = ''
  let saved: { readonly text: string; readonly version: number } = { text: '', version: 0 }
  let isSending = false
  let typed = 0

  const isUnsaved = () => text !== saved.text

  /** Somebody else, or this desk in an answer that was lost, has saved meanwhile. */
  function meet(theirs: NoteDocument): void {
    if (!isUnsaved() || prng.chance(0.3)) text = theirs.text
    saved = theirs
    if (isUnsaved()) onTyped(text, saved.version)
  }

  async function read(): Promise<NoteDocument | null> {
    const result = await ask('note', {})
    // The answer of this operation is a note.
    return result?.ok ? (result.value as NoteDocument) : null
  }

  return {
    snapshot: () => ({ version: 1, ...(isUnsaved() ? { note: { text, version: saved.version } } : {}) }),
    type() {
      typed += 1
      text = `${who} types ${typed}`
      onTyped(text, saved.version)
    },
    async save() {
      if (!isUnsaved() || isSending) return
      isSending = true
      const sent = { text, version: saved.version }
      const result = await ask('saveNote', { body: sent })
      isSending = false
      // The answer of this operation is a note.
      if (result?.ok) saved = result.value as NoteDocument
      else if (result?.refusal.code === 'object.changed') {
        const theirs = await read()
        if (theirs !== null) meet(theirs)
      }
    },
    async reload() {
      const theirs = await read()
      if (theirs !== null && !isSending) meet(theirs)
    },
  }
}
