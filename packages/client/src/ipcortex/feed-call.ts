import type { FeedEvent } from '@hotseat/core'
import { IpcortexError } from './errors.ts'

/** Parts of the live data; all of them when none is named. */
export const datasets = ['device', 'deviceMin', 'mailbox', 'queue', 'presence'] as const
export type Dataset = (typeof datasets)[number]

/** One call of `startFeed`, in either form. */
export type FeedCall = {
  readonly datasets: ReadonlySet<Dataset>
  readonly onSuccess: () => void
  readonly onError: (errno: number, text: string) => void
  /** Ours: the events themselves. */
  readonly onEvent: (event: FeedEvent) => void
  /** How long a lost line is looked for; null: without end. */
  readonly maxRetryMs: number | null
  /** The legacy form: its callbacks say how it went, and the promise does not reject. */
  readonly hasCallbacks: boolean
}

type Unknown = (...args: unknown[]) => unknown
const isFunction = (value: unknown): value is Unknown => typeof value === 'function'
const nothing = () => undefined

/**
 * Reads `startFeed([options])` and `startFeed(callback, error, options)`. Without any of it a feed that was paused goes on
 * as it was. Throws `IpcortexError` for options that are none.
 */
export function parseFeedCall(args: readonly unknown[], before: FeedCall | null): FeedCall {
  const given = args.filter((each) => each !== undefined && each !== null)
  if (given.length === 0 && before !== null) return before
  const [first, second, third] = args
  const hasCallbacks = isFunction(first) || isFunction(second)
  const options = hasCallbacks ? third : first
  // `login().then(startFeed)` hands over what login resolved with: nothing.
  const read = new Map(Object.entries(typeof options === 'object' && options !== null ? options : {}))
  const named = datasets.filter((name) => read.get(name))
  const errorCB = read.get('errorCB')
  const eventCB = read.get('eventCB')
  checkPing(read.get('pingtime'))
  return {
    datasets: new Set(named.length === 0 ? datasets : named),
    onSuccess: isFunction(first) ? first : nothing,
    onError: isFunction(second) ? second : isFunction(errorCB) ? errorCB : nothing,
    onEvent: isFunction(eventCB) ? eventCB : nothing,
    maxRetryMs: readRetry(read.get('maxWSRetryTime')),
    hasCallbacks,
  }
}

/** It must be a number of seconds that the published API takes; how often the line is really tried is the tenant's preference. */
function checkPing(pingtime: unknown): void {
  if (pingtime === undefined || pingtime === null) return
  if (typeof pingtime !== 'number' || !(pingtime >= 10 && pingtime <= 999)) {
    throw new IpcortexError('feed.options', 'startFeed: pingtime is 10 to 999 seconds')
  }
}

function readRetry(seconds: unknown): number | null {
  if (seconds === undefined || seconds === null) return null
  if (typeof seconds !== 'number' || !(seconds >= 0)) {
    throw new IpcortexError('feed.options', 'startFeed: maxWSRetryTime is a number of seconds, or null')
  }
  return seconds * 1_000
}
