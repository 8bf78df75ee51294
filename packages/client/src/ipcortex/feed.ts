import { isRecord } from '../parse-problem.ts'
import type { Auth } from './auth.ts'
import { FeedError, type FeedErrorName, FeedOptionsError, feedErrors, IpcortexError } from './errors.ts'
import { type FeedCall, parseFeedCall, readCallbacks } from './feed-call.ts'
import { createListening, type Listening } from './listening.ts'
import { isSameRelease } from './version.ts'

/** The live feed of one page. */
export type LiveFeed = {
  start(args: readonly unknown[]): Promise<void>
  /** `start` goes on with the settings as they were. */
  pause(): Promise<void>
  stop(): Promise<void>
}

type Running = { readonly listening: Listening; readonly giveUp: () => void }

/**
 * The live feed: it tells what happens to this session, and to whatever this user may see. The line itself stands from the
 * sign-in to the sign-out, because the agent's presence hangs on it; starting and stopping is listening.
 */
export function createLiveFeed(auth: Auth): LiveFeed {
  let last: FeedCall | null = null
  let running: Running | null = null
  // Who is signed in here now is somebody else, so the one whose feed it was is not.
  auth.onLeft(() => running?.listening.end('loggedOut'))

  async function checkVersion(): Promise<FeedErrorName | null> {
    const answer = await auth.world.fetch(`${auth.host()}/api/version`, { credentials: 'omit' }).catch(() => null)
    if (answer === null) return 'failedToFetch'
    const body = answer.ok ? await answer.json().catch(() => null) : null
    if (!isRecord(body) || typeof body.version !== 'string') return 'backEnd'
    return isSameRelease(body.version) ? null : 'version'
  }

  /** Options that are none are told like any other error; a feed that runs goes on. */
  function read(args: readonly unknown[], onError: FeedCall['onError']): FeedCall {
    try {
      return parseFeedCall(args, last)
    } catch (error) {
      if (error instanceof FeedOptionsError) onError(error.errno, error.message)
      throw error
    }
  }

  /** Resolves when the feed runs, and rejects when it ends, or is taken back, before. */
  function run(call: FeedCall): Promise<void> {
    const { hotseat, world } = auth
    if (hotseat === null) {
      const [errno, text] = feedErrors.notReady
      call.onError(errno, text)
      return Promise.reject(new FeedError('notReady'))
    }
    return new Promise((resolve, reject) => {
      // A feed that ended by itself has no settings to go on with.
      const onEnded = (name: FeedErrorName) => {
        if (last === call) last = null
        reject(new FeedError(name))
      }
      last = call
      const listening = createListening({ clock: world.clock, hotseat, call, checkVersion, onStarted: resolve, onEnded })
      const giveUp = () => reject(new IpcortexError('feed.stopped', 'The feed was stopped before it had started.'))
      running = { listening, giveUp }
      listening.begin()
    })
  }

  function hangUp(): void {
    running?.listening.close()
    running?.giveUp()
    running = null
  }

  return {
    async start(args) {
      const { onError, ...given } = readCallbacks(args)
      let { hasCallbacks } = given
      try {
        const call = read(args, onError)
        // A feed that goes on tells whom it told before.
        hasCallbacks = call.hasCallbacks
        hangUp()
        await run(call)
        call.onSuccess()
      } catch (error) {
        // Who gave callbacks was told by them, and does not look at the promise.
        if (!hasCallbacks || !(error instanceof IpcortexError)) throw error
      }
    },
    async pause() {
      hangUp()
    },
    async stop() {
      last = null
      hangUp()
    },
  }
}
