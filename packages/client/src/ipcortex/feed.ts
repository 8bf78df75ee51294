import type { ConnectionStatus, FeedEvent } from '@hotseat/core'
import { isRecord } from '../parse-problem.ts'
import type { Auth } from './auth.ts'
import { isAbout } from './datasets.ts'
import { FeedError, type FeedErrorName, feedErrors } from './errors.ts'
import { type FeedCall, parseFeedCall } from './feed-call.ts'
import { isSameRelease } from './version.ts'

/** The live feed of one page. */
export type LiveFeed = {
  start(args: readonly unknown[]): Promise<void>
  /** `start` goes on with the settings as they were. */
  pause(): Promise<void>
  stop(): Promise<void>
}

/**
 * The live feed: it tells what happens to this session, and to whatever this user may see. The line itself stands from the
 * sign-in to the sign-out, because the agent's presence hangs on it; starting and stopping is listening.
 */
export function createLiveFeed(auth: Auth): LiveFeed {
  let last: FeedCall | null = null
  let hangUp: () => void = () => undefined

  async function checkVersion(): Promise<FeedErrorName | null> {
    const answer = await auth.world.fetch(`${auth.host()}/api/version`, { credentials: 'omit' }).catch(() => null)
    if (answer === null) return 'failedToFetch'
    const body = answer.ok ? await answer.json().catch(() => null) : null
    if (!isRecord(body) || typeof body.version !== 'string') return 'backEnd'
    return isSameRelease(body.version) ? null : 'version'
  }

  function listen(call: FeedCall, onFirst: (error: FeedErrorName | null) => void): void {
    const { hotseat, world } = auth
    const report = (name: FeedErrorName) => {
      const [errno, text] = feedErrors[name]
      call.onError(errno, text)
    }
    if (hotseat === null) {
      report('notReady')
      onFirst('notReady')
      return
    }
    let isFirst = true
    let isLost = false
    let cancelDeadline: () => void = () => undefined

    const settle = (error: FeedErrorName | null) => {
      if (isFirst) onFirst(error)
      isFirst = false
    }
    const end = (name: FeedErrorName) => {
      hangUp()
      report(name)
      settle(name)
    }
    const lose = () => {
      if (isLost) return
      isLost = true
      report('recovering')
      if (call.maxRetryMs === 0) end('failedToFetch')
      else if (call.maxRetryMs !== null) cancelDeadline = world.clock.after(call.maxRetryMs, () => end('failedToFetch'))
    }
    const regain = async () => {
      cancelDeadline()
      const isBack = isLost
      isLost = false
      const fault = isBack || isFirst ? await checkVersion() : null
      if (fault === 'version') end(fault)
      else if (isFirst && fault !== null) end(fault)
      else settle(null)
    }
    const onStatus = ({ kind }: ConnectionStatus) => {
      if (kind === 'signedOut') end('loggedOut')
      else if (kind === 'reconnecting') lose()
      else if (kind === 'connected') void regain()
    }
    const onEvent = (event: FeedEvent) => {
      if (!isFirst && isAbout(event, call, hotseat.session?.user.id)) call.onEvent(event)
    }
    const ends = [hotseat.on('status', onStatus), hotseat.on('event', onEvent), () => cancelDeadline()]
    hangUp = () => {
      for (const each of ends.splice(0)) each()
    }
    onStatus(hotseat.status)
  }

  async function stop(): Promise<void> {
    last = null
    hangUp()
  }

  return {
    start(args) {
      const call = parseFeedCall(args, last)
      hangUp()
      last = call
      const started = new Promise<void>((resolve, reject) => {
        listen(call, (error) => (error === null ? resolve() : reject(new FeedError(error))))
      })
      return started.then(
        () => call.onSuccess(),
        (error: FeedError) => {
          // Who gave callbacks was told by them, and does not look at the promise.
          if (!call.hasCallbacks) throw error
        },
      )
    },
    async pause() {
      hangUp()
    },
    stop,
  }
}
