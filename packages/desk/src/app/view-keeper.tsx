import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { forgetTyping } from '../chat/kept-typing.ts'
import { useHotseatEvent } from './hotseat-context.tsx'
import { clearLastView, saveLastView } from './last-view.ts'
import { serverNow } from './server-clock.ts'
import { useView } from './view-context.tsx'

/** The lists that are worth having after a reload during an outage. */
const keptNames: readonly unknown[] = ['desk', 'timeline', 'note', 'myConversations', 'thread', 'repliesAtHand']
/** Lists that change together are stored once. */
const saveDelayMs = 500

/** Keeps what is on the screen in this browser while the session is live, and forgets it with the session. */
export function ViewKeeper() {
  const queries = useQueryClient()
  const { session, staleSince } = useView()

  const save = useEffectEvent(() => {
    if (staleSince !== null) return
    const lists = queries
      .getQueryCache()
      .getAll()
      .flatMap(({ queryKey, state }) =>
        keptNames.includes(queryKey[0]) && state.data !== undefined ? [[JSON.stringify(queryKey), state.data] as const] : [],
      )
    void saveLastView({ session, seenAt: serverNow(), lists })
  })

  // A changed session is stored at once: a reload may follow in the same second.
  // biome-ignore lint/correctness/useExhaustiveDependencies: an effect event reads the session by itself
  useEffect(() => save(), [session])

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const stop = queries.getQueryCache().subscribe(({ type, query }) => {
      if (type !== 'updated' || timer !== null || !keptNames.includes(query.queryKey[0])) return
      timer = setTimeout(() => {
        timer = null
        save()
      }, saveDelayMs)
    })
    return () => {
      if (timer !== null) clearTimeout(timer)
      stop()
    }
  }, [queries])

  useHotseatEvent('status', ({ kind }) => {
    if (kind === 'reconnecting') save()
    if (kind !== 'signedOut') return
    queries.clear()
    forgetTyping(localStorage)
    void clearLastView()
  })
  return null
}
