import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useHotseatEvent } from './hotseat-context.tsx'
import { clearLastView, saveLastView } from './last-view.ts'
import { serverNow } from './server-clock.ts'
import { useView } from './view-context.tsx'

/** The lists that are worth having after a reload during an outage. */
const keptNames: readonly unknown[] = ['desk', 'timeline', 'note']
const saveDelayMs = 500

/** Keeps what is on the screen in this browser while the session is live, and forgets it with the session. */
export function ViewKeeper() {
  const queries = useQueryClient()
  const { session, staleSince } = useView()

  useEffect(() => {
    if (staleSince !== null) return
    const save = () => {
      const lists = queries
        .getQueryCache()
        .getAll()
        .flatMap(({ queryKey, state }) =>
          keptNames.includes(queryKey[0]) && state.data !== undefined ? [[JSON.stringify(queryKey), state.data] as const] : [],
        )
      return saveLastView({ session, seenAt: serverNow(), lists })
    }
    let timer = setTimeout(save, saveDelayMs)
    const stop = queries.getQueryCache().subscribe(({ type }) => {
      if (type !== 'updated') return
      clearTimeout(timer)
      timer = setTimeout(save, saveDelayMs)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [queries, session, staleSince])

  useHotseatEvent('status', (status) => {
    if (status.kind !== 'signedOut') return
    queries.clear()
    void clearLastView()
  })
  return null
}
