import type { KeyboardEvent } from 'react'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './chat.module.css'

/** A canned reply as it stands at hand. */
export type Reply = { readonly id: string; readonly title: string; readonly text: string }

type Props = { id: string; replies: readonly Reply[]; active: number; onChoose: (reply: Reply) => void }

/** The canned replies that fit what is typed after the `/`. The focus stays in the composer, which moves the choice. */
export function ReplyList({ id, replies, active, onChoose }: Props) {
  const { chat: words } = useAllTexts()
  return (
    <div className={classes.replies} data-testid="replies">
      {replies.length === 0 && <p className="hs-muted hs-small">{words.repliesNone}</p>}
      <ul id={id} role="listbox" aria-label={words.replies}>
        {replies.map((reply, index) => (
          <li
            key={reply.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            ref={index === active ? showIt : null}
            // The press must not take the focus from the composer.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(reply)}
            onKeyDown={undefined}
          >
            <strong>
              <bdi>{reply.title}</bdi>
            </strong>
            <span className="hs-muted" dir="auto">
              {reply.text}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function showIt(line: HTMLLIElement | null): void {
  line?.scrollIntoView({ block: 'nearest' })
}

/** What a key does to the choice: the next index, the chosen reply, or nothing. */
export function onReplyKey(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  replies: readonly Reply[],
  active: number,
): { readonly move: number } | { readonly choose: Reply } | 'close' | null {
  if (key === 'Escape') return 'close'
  const step = { ArrowDown: 1, ArrowUp: -1 }[key]
  if (replies.length === 0) return null
  if (step !== undefined) return { move: (active + step + replies.length) % replies.length }
  const chosen = replies[active]
  return chosen !== undefined && !shiftKey && (key === 'Enter' || key === 'Tab') ? { choose: chosen } : null
}
