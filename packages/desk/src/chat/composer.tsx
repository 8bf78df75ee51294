import { sayable } from '@hotseat/core'
import { Textarea } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { ActButton } from '../app/act-button.tsx'
import { announce } from '../app/announce.tsx'
import { useAnswer } from '../app/use-operation.ts'
import { useHindrance } from '../app/view-context.tsx'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './chat.module.css'
import { onReplyKey, type Reply, ReplyList } from './reply-list.tsx'
import { findReplies, findSlash, insertReply } from './slash.ts'
import { useTellTyping } from './use-typing.ts'

/** The longest message, in characters, as the server takes it. */
export const longestMessage = 4_000

type Props = {
  conversationId: string
  who: string
  area: RefObject<HTMLTextAreaElement | null>
  text: string
  onType: (text: string) => void
  onSend: (text: string) => void
}

/** Where I write to a customer. Typing goes on whatever the connection does; sending says why it has to wait. */
export function Composer({ conversationId, who, area, text, onType, onSend }: Props) {
  const { chat: words } = useAllTexts()
  const hindrance = useHindrance()
  const tellTyping = useTellTyping(conversationId)
  const listId = useId()
  const hintId = useId()
  const caretAfter = useRef<number | null>(null)
  const [caret, setCaret] = useState(0)
  const [active, setActive] = useState(0)
  const [closedAt, setClosedAt] = useState<number | null>(null)
  const { data } = useAnswer('repliesAtHand', {})

  const typed = data === undefined ? null : findSlash(text, caret)
  const slash = typed !== null && typed.from !== closedAt ? typed : null
  const isOpen = slash !== null
  const found = slash === null ? [] : findReplies(data?.replies ?? [], slash.query)
  const chosen = Math.min(active, Math.max(0, found.length - 1))
  const over = text.length - longestMessage

  useEffect(() => {
    if (isOpen) announce(found.length === 0 ? words.repliesNone : words.repliesFound(found.length))
  }, [isOpen, found.length, words])
  // The caret can only be set once the text of the reply stands in the field.
  useEffect(() => {
    if (caretAfter.current === null) return
    area.current?.setSelectionRange(caretAfter.current, caretAfter.current)
    caretAfter.current = null
  })

  const insert = (reply: Reply) => {
    if (slash === null) return
    const inserted = insertReply(text, slash, caret, reply.text)
    caretAfter.current = inserted.caret
    setCaret(inserted.caret)
    setActive(0)
    onType(inserted.text)
    area.current?.focus()
  }
  const send = () => {
    const said = sayable(text)
    if (said === '' || over > 0) return
    if (hindrance !== null) return announce(hindrance)
    onSend(said)
    setCaret(0)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method puts letters together, Enter is its own.
    if (event.nativeEvent.isComposing) return
    const outcome = slash === null ? null : onReplyKey(event, found, chosen)
    if (slash !== null && outcome !== null) {
      event.preventDefault()
      if (outcome === 'close') setClosedAt(slash.from)
      else if ('move' in outcome) setActive(outcome.move)
      else insert(outcome.choose)
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      send()
    }
  }
  return (
    <form
      className={classes.composer}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {isOpen && <ReplyList id={listId} replies={found} active={chosen} onChoose={insert} />}
      <Textarea
        ref={area}
        aria-label={words.compose(who)}
        aria-describedby={hintId}
        aria-autocomplete="list"
        {...(isOpen && found.length > 0 ? { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${chosen}` } : {})}
        placeholder={words.composeHint}
        autosize
        minRows={2}
        maxRows={7}
        value={text}
        onChange={({ currentTarget }) => {
          onType(currentTarget.value)
          setCaret(currentTarget.selectionStart)
          setActive(0)
          if (findSlash(currentTarget.value, currentTarget.selectionStart)?.from !== closedAt) setClosedAt(null)
          if (currentTarget.value !== '') tellTyping()
        }}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      <div className={classes.composerFoot}>
        <p
          id={hintId}
          className="hs-muted hs-small"
          data-tone={over > 0 ? 'danger' : undefined}
          data-keys={over <= 0 && hindrance === null}
        >
          {over > 0 ? words.tooLong(over) : (hindrance ?? words.composeKeys)}
        </p>
        <ActButton
          type="submit"
          leftSection={<IconSend aria-hidden size={16} />}
          hindrance={over > 0 ? words.tooLong(over) : null}
        >
          {words.send}
        </ActButton>
      </div>
    </form>
  )
}
