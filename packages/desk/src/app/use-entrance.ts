import { useEffect, useMemo, useState } from 'react'
import { useHotseat, useSession, useStatus } from './hotseat-context.tsx'
import { findLastView, type LastView } from './last-view.ts'
import { type View, withoutSecrets } from './view-context.tsx'

/** What the page may show: nothing yet, the sign-in card, or someone's work. */
export type Entrance = { readonly kind: 'opening' } | { readonly kind: 'closed' } | { readonly kind: 'open'; readonly view: View }

/**
 * Picks up the session this browser has. While the server is away after a reload, what was seen last is shown as stale
 * instead of a sign-in card: the session lives, only the link is lost.
 */
export function useEntrance(onLastView: (last: LastView) => void): Entrance {
  const hotseat = useHotseat()
  const session = useSession()
  const status = useStatus()
  const [hasAsked, setHasAsked] = useState(false)
  const [last, setLast] = useState<LastView | null>(null)

  useEffect(() => {
    let stands = true
    const asked = () => stands && setHasAsked(true)
    hotseat.restore().then(asked, asked)
    findLastView().then(
      (found) => {
        if (!stands || found === null) return
        onLastView(found)
        setLast(found)
      },
      () => undefined,
    )
    return () => {
      stands = false
    }
  }, [hotseat, onLastView])

  const live = useMemo(() => session && { session: withoutSecrets(session), staleSince: null }, [session])
  if (live !== null) return { kind: 'open', view: live }
  const isAway = status.kind === 'reconnecting' || status.kind === 'checking' || (status.kind === 'connecting' && hasAsked)
  if (isAway && last !== null) return { kind: 'open', view: { session: last.session, staleSince: last.seenAt } }
  return hasAsked && !isAway ? { kind: 'closed' } : { kind: 'opening' }
}
