import type { ConversationDocument } from '@hotseat/protocol'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loading } from '../app/blank-states.tsx'
import { useHotseat } from '../app/hotseat-context.tsx'
import { useMoments } from '../app/moments.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './chat.module.css'
import { MessageLines } from './message-lines.tsx'
import { readAgainMs } from './use-conversations.ts'
import { useThread } from './use-thread.ts'

/** How many earlier conversations are there at once; a press shows as many more. */
const shownAtOnce = 2

/** The customer's earlier conversations, whoever had them, above the one that is open (spec CH9). */
export function EarlierThreads({ conversation }: { conversation: ConversationDocument }) {
  const { chat: words } = useAllTexts()
  const hotseat = useHotseat()
  const [shown, setShown] = useState(shownAtOnce)
  const earlier = useQuery({
    queryKey: ['earlierConversations', conversation.id],
    queryFn: async () => {
      const { conversations } = await hotseat.call('conversations', { query: { customerOf: conversation.id } })
      return conversations.filter(({ id }) => id !== conversation.id).toSorted((a, b) => a.startedAt - b.startedAt)
    },
    refetchInterval: ({ state }) => state.status === 'error' && readAgainMs,
  })
  if (earlier.isError) return <p className={classes.divider}>{words.earlierFailed}</p>
  const all = earlier.data ?? []
  const hidden = Math.max(0, all.length - shown)
  return (
    <>
      {hidden > 0 && (
        <Button size="compact-sm" variant="subtle" mx="auto" onClick={() => setShown(shown + shownAtOnce)}>
          {words.earlierMore(hidden)}
        </Button>
      )}
      {all.slice(hidden).map((each) => (
        <EarlierThread key={each.id} conversation={each} />
      ))}
    </>
  )
}

function EarlierThread({ conversation }: { conversation: ConversationDocument }) {
  const { chat: words } = useAllTexts()
  const moments = useMoments()
  const { data } = useThread(conversation.id)
  return (
    <section className={classes.earlier} aria-label={words.earlier(moments.full(conversation.startedAt))} data-testid="earlier">
      <p className={classes.divider}>
        <span>{words.earlier(moments.full(conversation.startedAt))}</span>
      </p>
      {data === undefined ? <Loading rows={2} /> : <MessageLines messages={data} conversation={conversation} isMine={false} />}
    </section>
  )
}
