import type { ConversationDocument, DeskDocument } from '@hotseat/protocol'
import { useState } from 'react'
import { ActButton } from '../app/act-button.tsx'
import { useMoments } from '../app/moments.ts'
import { useShortcuts } from '../app/shortcuts.ts'
import { useHindrance } from '../app/view-context.tsx'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './chat.module.css'
import { useActOn } from './use-act-on.ts'
import { WrapUpCodes } from './wrap-up-codes.tsx'

type Props = { conversation: ConversationDocument; lists: DeskDocument }

/** Where the composer stood, once a conversation is over: who ended it, and what it was about. */
export function EndedFoot({ conversation, lists }: Props) {
  const { chat: words } = useAllTexts()
  const moments = useMoments()
  const { state, closedAt, closedBy, startedAt, wrapUpCode } = conversation
  if (state === 'wrapUp') return <WrapUpFoot conversation={conversation} lists={lists} />
  const time = moments.full(closedAt ?? startedAt)
  const label = lists.wrapUpCodes.find(({ id }) => id === wrapUpCode)?.label ?? wrapUpCode
  return (
    <footer className={classes.ended}>
      <p>{words.endedBy[closedBy ?? 'system']}</p>
      <p className="hs-muted hs-small">{label === null ? words.closedAt(time) : words.closedAs(time, label)}</p>
    </footer>
  )
}

function WrapUpFoot({ conversation, lists }: Props) {
  const { chat: words } = useAllTexts()
  const hindrance = useHindrance()
  const [code, setCode] = useState<string | null>(null)
  const act = useActOn(conversation.id)
  const finish = () => {
    if (hindrance === null) act.take({ action: 'wrapUp', wrapUpCode: code })
  }
  useShortcuts({ closeChat: finish })
  return (
    <footer className={classes.ended}>
      <p>{words.endedBy[conversation.closedBy ?? 'system']}</p>
      <WrapUpCodes codes={lists.wrapUpCodes} code={code} onChange={setCode} />
      <div>
        <ActButton loading={act.isPending} aria-keyshortcuts="B Alt+B" onClick={finish}>
          {words.finish}
        </ActButton>
      </div>
    </footer>
  )
}
