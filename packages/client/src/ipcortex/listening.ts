import type { ConnectionStatus, FeedEvent } from '@hotseat/core'
import type { Hotseat } from '../hotseat.ts'
import type { Clock } from '../world.ts'
import { isAbout } from './datasets.ts'
import { type FeedErrorName, feedErrors } from './errors.ts'
import type { FeedCall } from './feed-call.ts'

/** One run of the live feed: somebody listens to a session, until they or it are at an end. */
export type Listening = {
  /** Looks how the line is; what is told of it may make the page stop at once. */
  begin(): void
  /** Nobody listens any more. */
  close(): void
  /** Ends with this error, which the page is told. */
  end(name: FeedErrorName): void
}

/** What a listening works with, and whom it tells. */
export type ListeningPorts = {
  readonly clock: Clock
  readonly hotseat: Hotseat
  readonly call: FeedCall
  /** Whether the server is of this release; null when it is. */
  readonly checkVersion: () => Promise<FeedErrorName | null>
  /** The feed runs. Told once. */
  readonly onStarted: () => void
  /** It ended by itself, before or after it ran. Told once. */
  readonly onEnded: (name: FeedErrorName) => void
}

/** A listening to a client's session. */
export function createListening({ clock, hotseat, call, checkVersion, onStarted, onEnded }: ListeningPorts): Listening {
  let runs = false
  let isLost = false
  let cancelDeadline: () => void = () => undefined
  const ends: (() => void)[] = [() => cancelDeadline(), () => hotseat.hurryKeepAlive(null)]
  /** What is told may make the page stop the feed: nothing goes on after that. */
  const isOpen = () => ends.length > 0

  const report = (name: FeedErrorName) => {
    const [errno, text] = feedErrors[name]
    call.onError(errno, text)
  }
  const close = () => {
    for (const each of ends.splice(0)) each()
  }
  const end = (name: FeedErrorName) => {
    if (!isOpen()) return
    close()
    report(name)
    onEnded(name)
  }

  function lose(): void {
    if (isLost) return
    isLost = true
    report('recovering')
    if (!isOpen() || call.maxRetryMs === null) return
    if (call.maxRetryMs === 0) end('failedToFetch')
    else cancelDeadline = clock.after(call.maxRetryMs, () => end('failedToFetch'))
  }

  async function regain(): Promise<void> {
    cancelDeadline()
    const isBack = isLost
    isLost = false
    if (runs && !isBack) return
    const fault = await checkVersion()
    // Lost again meanwhile: the next return looks again.
    if (!isOpen() || isLost) return
    if (fault === 'version' || (fault !== null && !runs)) return end(fault)
    if (runs) return
    runs = true
    onStarted()
  }

  const onStatus = ({ kind }: ConnectionStatus) => {
    if (kind === 'signedOut') end('loggedOut')
    else if (kind === 'reconnecting') lose()
    else if (kind === 'connected') void regain()
  }
  const onEvent = (event: FeedEvent) => {
    if (runs && isAbout(event, call, hotseat.session?.user.id)) call.onEvent(event)
  }
  hotseat.hurryKeepAlive(call.pingMs)
  ends.push(hotseat.on('status', onStatus), hotseat.on('event', onEvent))
  return { begin: () => onStatus(hotseat.status), close, end }
}
