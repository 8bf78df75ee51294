import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { useHotseat, useHotseatEvent } from '../app/hotseat-context.tsx'
import { recorderPort } from '../app/page-facts.ts'
import { useView } from '../app/view-context.tsx'
import { watchLeave } from './read-leave.ts'
import { createRecorderDoor } from './recorder-door.ts'
import { type LinkInput, type LinkState, unwanted } from './recorder-link.ts'
import { type RunningLink, runLink } from './run-link.ts'

/** The link to the recorder of this machine while the component stands, and how to tell it something. */
export function useRecorderLink(): { state: LinkState; tell: (input: LinkInput) => void } {
  const hotseat = useHotseat()
  const { session, staleSince } = useView()
  const { username } = session.user
  const [link, setLink] = useState<RunningLink | null>(null)
  const isLive = staleSince === null

  useEffect(() => {
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
    setLink(running)
    return () => {
      // What only looks at something else comes back; the recorder's session is over with the desk's.
      if (hotseat.session === null) running.tell({ type: 'unwanted' })
      running.close()
      leave.close()
    }
  }, [hotseat])
  useEffect(() => {
    // What a page shows of before an outage is nobody's session yet.
    if (isLive) link?.tell({ type: 'wanted', username })
  }, [link, username, isLive])
  useHotseatEvent('restored', () => link?.tell({ type: 'stirred' }))

  const subscribe = useCallback((changed: () => void) => link?.subscribe(changed) ?? (() => undefined), [link])
  const state = useSyncExternalStore(subscribe, () => link?.state ?? unwanted)
  const tell = useCallback((input: LinkInput) => link?.tell(input), [link])
  return { state, tell }
}
