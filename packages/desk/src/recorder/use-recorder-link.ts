import type { Hotseat } from '@hotseat/client'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { useHotseat, useHotseatEvent } from '../app/hotseat-context.tsx'
import { viewKey } from '../app/keep-lists-apart.ts'
import { recorderPort } from '../app/page-facts.ts'
import { useView } from '../app/view-context.tsx'
import { watchLeave } from './read-leave.ts'
import { createRecorderDoor } from './recorder-door.ts'
import { type LinkInput, type LinkState, unwanted } from './recorder-link.ts'
import { questionMs, type RunningLink, runLink } from './run-link.ts'
import { shareLink } from './share-link.ts'

/** The link to the recorder of this machine while the component stands, and how to tell it something. */
export function useRecorderLink(): { state: LinkState; tell: (input: LinkInput) => void } {
  const hotseat = useHotseat()
  const { session, staleSince } = useView()
  const { username } = session.user
  const scope = viewKey(session)
  const [link, setLink] = useState<RunningLink | null>(null)
  const isLive = staleSince === null

  useEffect(() => {
    // What a page shows of before an outage is nobody's session yet.
    if (!isLive) return
    const isOver = () => hotseat.session === null || viewKey(hotseat.session) !== scope
    const shared = shareLink({
      scope,
      locks: 'locks' in navigator ? navigator.locks : null,
      start: () => startLink(hotseat, username, isOver),
      askBrowser: () => void createRecorderDoor(recorderPort(), hotseat.clock).status(questionMs),
    })
    setLink(shared)
    return () => {
      setLink(null)
      shared.close()
    }
  }, [hotseat, username, scope, isLive])
  useHotseatEvent('restored', () => link?.tell({ type: 'stirred' }))

  const subscribe = useCallback((changed: () => void) => link?.subscribe(changed) ?? (() => undefined), [link])
  const state = useSyncExternalStore(subscribe, () => link?.state ?? unwanted)
  const tell = useCallback((input: LinkInput) => link?.tell(input), [link])
  return { state, tell }
}

/** The link that this tab itself has. `isOver`: nobody works here any more, or somebody else. */
function startLink(hotseat: Hotseat, username: string, isOver: () => boolean): RunningLink {
  const page = { hostname: location.hostname, permissions: 'permissions' in navigator ? navigator.permissions : undefined }
  const leave = watchLeave(page, (now) => running.tell({ type: 'leaveRead', leave: now }))
  const running = runLink({
    door: createRecorderDoor(recorderPort(), hotseat.clock),
    readLeave: leave.read,
    clock: hotseat.clock,
    place: () => hotseat.session?.agent?.place ?? null,
    askTicket: (recorder) =>
      hotseat.call('recorderTicket', { body: { recorder } }).then(
        ({ ticket }) => ticket,
        () => null,
      ),
  })
  // A tab whose turn comes by a sign-out is about to go itself.
  if (!isOver()) running.tell({ type: 'wanted', username })
  return {
    get state() {
      return running.state
    },
    tell: running.tell,
    subscribe: running.subscribe,
    close() {
      // What only looks at something else comes back; the recorder's session is over with the desk's.
      if (isOver()) running.tell({ type: 'unwanted' })
      running.close()
      leave.close()
    },
  }
}
