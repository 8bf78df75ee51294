import type { FeedEvent } from '@hotseat/core'
import { callBack } from './call-back.ts'
import { FeedOptionsError } from './errors.ts'

/** Parts of the live data; all of them when none is named. `deviceMin` keeps calls to one's own. */
export const datasets = ['device', 'deviceMin', 'mailbox', 'queue', 'presence'] as const
export type Dataset = (typeof datasets)[number]
const everything: readonly Dataset[] = ['device', 'mailbox', 'queue', 'presence']

/** Who is told how one call of `startFeed` goes, in either form. */
export type FeedCallbacks = {
  readonly onSuccess: () => void
  readonly onError: (errno: number, text: string) => void
  /** The legacy form: its callbacks say how it went, and the promise does not reject. */
  readonly hasCallbacks: boolean
}

/** One call of `startFeed`. */
export type FeedCall = FeedCallbacks & {
  readonly datasets: ReadonlySet<Dataset>
  /** Ours: the events themselves. */
  readonly onEvent: (event: FeedEvent) => void
  /** How often the line is tried at least; null: as the tenant says. */
  readonly pingMs: number | null
  /** How long a lost line is looked for; null: without end. */
  readonly maxRetryMs: number | null
}

type Unknown = (...args: unknown[]) => unknown
const isFunction = (value: unknown): value is Unknown => typeof value === 'function'
const nothing = () => undefined

/** The callbacks of `startFeed([options])` or `startFeed(callback, error, options)`, which are told even of options that are none. */
export function readCallbacks(args: readonly unknown[]): FeedCallbacks {
  const [first, second] = args
  const errorCB = optionsOf(args).get('errorCB')
  const onError = isFunction(second) ? second : isFunction(errorCB) ? errorCB : nothing
  return {
    onSuccess: () => isFunction(first) && callBack(first),
    onError: (errno, text) => callBack(onError, errno, text),
    hasCallbacks: isFunction(first) || isFunction(second),
  }
}

/**
 * Reads a call of `startFeed`. Without any of it a feed that was paused goes on as it was. Throws `FeedOptionsError` for options
 * that are none.
 */
export function parseFeedCall(args: readonly unknown[], before: FeedCall | null): FeedCall {
  const given = args.filter((each) => each !== undefined && each !== null)
  if (given.length === 0 && before !== null) return before
  const options = optionsOf(args)
  const named = datasets.filter((name) => options.get(name))
  const eventCB = options.get('eventCB')
  return {
    ...readCallbacks(args),
    datasets: new Set(named.length === 0 ? everything : named),
    onEvent: isFunction(eventCB) ? eventCB : nothing,
    pingMs: readPing(options.get('pingtime')),
    maxRetryMs: readRetry(options.get('maxWSRetryTime')),
  }
}

/** `login().then(startFeed)` hands over what login resolved with: nothing. */
function optionsOf(args: readonly unknown[]): ReadonlyMap<string, unknown> {
  const options = args.find((each) => typeof each === 'object' && each !== null)
  return new Map(Object.entries(options ?? {}))
}

const pingSeconds = { least: 10, most: 999 } as const
/** The longest that timers can wait, about 23 days: more is without end. */
const longestMs = 2_000_000_000

/** A time outside the published bounds is taken to the nearer of them. */
function readPing(given: unknown): number | null {
  const seconds = readSeconds('pingtime', given)
  if (seconds === null) return null
  return Math.min(pingSeconds.most, Math.max(pingSeconds.least, seconds)) * 1_000
}

function readRetry(given: unknown): number | null {
  const seconds = readSeconds('maxWSRetryTime', given)
  if (seconds === null) return null
  if (seconds < 0) throw new FeedOptionsError('startFeed: maxWSRetryTime is a number of seconds from 0, or null')
  return seconds * 1_000 > longestMs ? null : seconds * 1_000
}

/** A number, also one that stands in a text, as settings do; null when there is none. */
function readSeconds(name: string, given: unknown): number | null {
  if (given === undefined || given === null) return null
  const seconds = typeof given === 'string' && given.trim() !== '' ? Number(given) : given
  if (typeof seconds !== 'number' || Number.isNaN(seconds))
    throw new FeedOptionsError(`startFeed: ${name} is a number of seconds`)
  return seconds
}
