import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyNote, isUnsaved, mustSend, type NoteInput, type NoteState, onNoteInput } from './note-state.ts'

const stored = (text: string, version: number) => ({ text, version, savedAt: version })
const after = (...inputs: NoteInput[]): NoteState => inputs.reduce(onNoteInput, emptyNote)

test('what is typed is sent once the version is known, and saved only when acknowledged', () => {
  const typed = after({ type: 'loaded', note: stored('', 0) }, { type: 'typed', text: 'call back' })
  expect(mustSend(typed)).toBe(true)
  const sent = onNoteInput(typed, { type: 'sent', text: 'call back' })
  expect(mustSend(sent)).toBe(false)
  expect(isUnsaved(sent)).toBe(true)
  expect(isUnsaved(onNoteInput(sent, { type: 'acknowledged', note: stored('call back', 1) }))).toBe(false)
})

test('a save that failed is tried again', () => {
  const failed = after(
    { type: 'loaded', note: stored('', 0) },
    { type: 'typed', text: 'a' },
    { type: 'sent', text: 'a' },
    { type: 'failed' },
  )
  expect(mustSend(failed)).toBe(true)
})

test('what was typed before the note arrived is kept', () => {
  const note = after({ type: 'typed', text: 'mine' }, { type: 'loaded', note: stored('', 4) })
  expect(note).toMatchObject({ text: 'mine', conflict: null })
  expect(mustSend(note)).toBe(true)
})

describe('what was kept when the page went away', () => {
  const kept = { type: 'kept', note: { text: 'kept', version: 3 } } as const
  const loaded = (text: string, version: number) => ({ type: 'loaded', note: stored(text, version) }) as const

  test('is on the screen and sent, whether it or the server’s note comes first', () => {
    for (const inputs of [
      [kept, loaded('old', 3)],
      [loaded('old', 3), kept],
    ]) {
      const note = after(...inputs)
      expect(note).toMatchObject({ text: 'kept', saved: { version: 3 }, conflict: null })
      expect(mustSend(note)).toBe(true)
    }
  })

  test('is asked about when the server has a newer one, whichever comes first', () => {
    for (const inputs of [
      [kept, loaded('newer', 5)],
      [loaded('newer', 5), kept],
    ]) {
      const note = after(...inputs)
      expect(note).toMatchObject({ text: 'kept', conflict: { text: 'newer' } })
      expect(mustSend(note)).toBe(false)
      expect(onNoteInput(note, { type: 'theirsChosen' })).toMatchObject({ text: 'newer', conflict: null })
    }
  })

  test('is no news when the server has saved it, and gives way to what is being typed', () => {
    expect(isUnsaved(after(loaded('kept', 4), kept))).toBe(false)
    const saved = after(kept, loaded('kept', 4))
    expect([isUnsaved(saved), saved.conflict]).toEqual([false, null])
    expect(after(loaded('old', 3), { type: 'typed', text: 'new' }, kept).text).toBe('new')
  })
})

test('another tab’s version asks which one counts, and either choice settles it', () => {
  const both = after(
    { type: 'loaded', note: stored('old', 1) },
    { type: 'typed', text: 'mine' },
    { type: 'conflicted', note: stored('theirs', 2) },
  )
  expect(mustSend(both)).toBe(false)
  expect(onNoteInput(both, { type: 'theirsChosen' })).toMatchObject({ text: 'theirs', conflict: null })
  const mine = onNoteInput(both, { type: 'mineChosen' })
  expect(mine).toMatchObject({ text: 'mine', saved: { version: 2 } })
  expect(mustSend(mine)).toBe(true)
})

test('no input but typing and choosing theirs changes unsaved text on the screen', () => {
  const text = fc.string({ maxLength: 5 })
  const note = fc.record({ text, version: fc.nat(9), savedAt: fc.nat() })
  const input = fc.oneof(
    note.map((loaded): NoteInput => ({ type: 'loaded', note: loaded })),
    text.map((sent): NoteInput => ({ type: 'sent', text: sent })),
    note.map((saved): NoteInput => ({ type: 'acknowledged', note: saved })),
    note.map((theirs): NoteInput => ({ type: 'conflicted', note: theirs })),
    fc.record({ text, version: fc.nat(9) }).map((kept): NoteInput => ({ type: 'kept', note: kept })),
    fc.constant<NoteInput>({ type: 'failed' }),
    fc.constant<NoteInput>({ type: 'mineChosen' }),
  )
  fc.assert(
    fc.property(fc.array(input), (inputs) => {
      inputs.reduce(
        (state, each) => {
          const next = onNoteInput(state, each)
          if (isUnsaved(state)) expect(next.text).toBe(state.text)
          return next
        },
        onNoteInput(emptyNote, { type: 'typed', text: 'typed by hand' }),
      )
    }),
  )
})
