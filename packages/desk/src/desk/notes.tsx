import { Button, Textarea } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useRef } from 'react'
import { useMoments } from '../app/moments.ts'
import { Panel } from '../app/panel.tsx'
import { useShortcuts } from '../app/shortcuts.ts'
import type { Texts } from '../texts/en.ts'
import { useTexts } from '../texts/texts-context.tsx'
import { isUnsaved, type NoteState } from './note-state.ts'
import classes from './notes.module.css'
import { useNote } from './use-note.ts'

const maxLength = 20_000

/** What stands beside the title: "Saved" only when the server said so. */
function savedText(note: NoteState, isKept: boolean, words: Texts['desk'], time: (at: number) => string): string {
  if (note.text.length > maxLength) return words.noteFull
  if (isUnsaved(note)) return isKept ? words.noteWaiting : note.sending !== null ? words.noteSaving : words.noteUnsaved
  const at = note.saved?.savedAt
  return at === null || at === undefined ? '' : words.noteSavedAt(time(at))
}

/** My notes. */
export function Notes() {
  const { desk: words } = useTexts()
  const moments = useMoments()
  const { note, give, isKept } = useNote()
  const area = useRef<HTMLTextAreaElement>(null)
  useShortcuts({ note: () => area.current?.focus() })
  const told = savedText(note, isKept, words, moments.time)
  return (
    <Panel
      title={words.note}
      aside={
        <span className={classes.saved} role="status" data-testid="note-status" data-saved={!isUnsaved(note)}>
          {!isUnsaved(note) && told !== '' && <IconCheck aria-hidden size={14} />}
          {told}
        </span>
      }
    >
      <Textarea
        ref={area}
        aria-label={words.note}
        placeholder={words.notePlaceholder}
        variant="unstyled"
        classNames={{ input: classes.area ?? '' }}
        autosize
        minRows={4}
        maxRows={14}
        maxLength={maxLength}
        value={note.text}
        onChange={(event) => give({ type: 'typed', text: event.currentTarget.value })}
      />
      {note.conflict !== null && (
        <div className="hs-notice" data-tone="notReady" role="alert">
          <div>
            <p>{words.noteConflict}</p>
            <blockquote dir="auto" className={classes.theirs}>
              {note.conflict.text}
            </blockquote>
            <Button size="compact-sm" variant="default" onClick={() => give({ type: 'mineChosen' })}>
              {words.noteMine}
            </Button>{' '}
            <Button size="compact-sm" variant="default" onClick={() => give({ type: 'theirsChosen' })}>
              {words.noteTheirs}
            </Button>
          </div>
        </div>
      )}
    </Panel>
  )
}
