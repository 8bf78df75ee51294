import type { NoteDocument } from '@hotseat/protocol'

/**
 * A note between the hand and the server. `text` is what stands on the screen and is never taken away; `saved` is what
 * the server acknowledged; `sending` is on its way.
 */
export type NoteState = {
  readonly text: string
  readonly saved: NoteDocument | null
  readonly sending: string | null
  /** What someone else, or another tab, saved meanwhile. */
  readonly conflict: NoteDocument | null
}

/** What happens to a note. */
export type NoteInput =
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'loaded'; readonly note: NoteDocument }
  /** What was typed before the page went away, and over which version. */
  | { readonly type: 'kept'; readonly note: { readonly text: string; readonly version: number } }
  | { readonly type: 'sent'; readonly text: string }
  | { readonly type: 'acknowledged'; readonly note: NoteDocument }
  | { readonly type: 'failed' }
  | { readonly type: 'conflicted'; readonly note: NoteDocument }
  | { readonly type: 'mineChosen' }
  | { readonly type: 'theirsChosen' }

/** Nothing typed, nothing loaded. */
export const emptyNote: NoteState = { text: '', saved: null, sending: null, conflict: null }

/** Whether something on the screen is not on the server. */
export function isUnsaved({ text, saved }: NoteState): boolean {
  return text !== (saved?.text ?? '')
}

/** Whether it is time to send: the last version is known, nothing is under way, nothing waits for a choice. */
export function mustSend(note: NoteState): boolean {
  return isUnsaved(note) && note.saved !== null && note.sending === null && note.conflict === null
}

/** The note after an input. */
export function onNoteInput(note: NoteState, input: NoteInput): NoteState {
  switch (input.type) {
    case 'typed':
      return { ...note, text: input.text }
    case 'loaded':
      return onLoaded(note, input.note)
    case 'kept':
      return onKept(note, input.note)
    case 'sent':
      return { ...note, sending: input.text }
    case 'acknowledged':
      return { ...note, saved: input.note, sending: null }
    case 'failed':
      return { ...note, sending: null }
    case 'conflicted':
      return input.note.text === note.text
        ? { ...note, saved: input.note, sending: null, conflict: null }
        : { ...note, sending: null, conflict: input.note }
    case 'mineChosen':
      return { ...note, saved: note.conflict ?? note.saved, conflict: null }
    case 'theirsChosen':
      return { ...note, text: note.conflict?.text ?? note.text, saved: note.conflict ?? note.saved, conflict: null }
  }
}

/** What is read from the server replaces the screen only when nothing typed would be lost. */
function onLoaded(note: NoteState, loaded: NoteDocument): NoteState {
  if (note.sending !== null) return note
  if (!isUnsaved(note)) return { ...note, text: loaded.text, saved: loaded }
  if (note.saved === null || note.saved.version === loaded.version || loaded.text === note.text) return { ...note, saved: loaded }
  return { ...note, conflict: loaded }
}

/**
 * What was kept goes on where it was typed. Over a note that is a newer one by now a person chooses; and what somebody
 * types already comes first.
 */
function onKept(note: NoteState, { text, version }: { readonly text: string; readonly version: number }): NoteState {
  const { saved } = note
  if (isUnsaved(note) || text === note.text) return note
  // Not loaded yet: the version that it was typed over tells a newer one then.
  if (saved === null) return { ...note, text, saved: { text: '', version, savedAt: null } }
  return { ...note, text, conflict: saved.version === version ? null : saved }
}
