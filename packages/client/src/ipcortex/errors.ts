import { HotseatError } from '../hotseat.ts'

/** Why a call of this API failed; `code` is stable, and a refusal code of the server's where it refused. */
export class IpcortexError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'IpcortexError'
    this.code = code
  }
}

/** Any failure as this API tells it. */
export function tell(error: unknown): IpcortexError {
  if (error instanceof IpcortexError) return error
  if (error instanceof HotseatError) return new IpcortexError(error.code, error.message)
  return new IpcortexError('internal', error instanceof Error ? error.message : String(error))
}

/** The errors of the live feed by number (section “The feed” of docs/apis/ipcortex.md). */
export const feedErrors = {
  recovering: [1, 'The live feed was interrupted; it is being recovered.'],
  loggedOut: [2, 'The user has been logged out.'],
  notReady: [3, 'Not ready yet: log in first.'],
  backEnd: [90, 'The server reported an error.'],
  failedToFetch: [99, 'Failed to fetch: the server cannot be reached.'],
  version: [100, 'The server has another version than this library was loaded from; reload it.'],
} as const satisfies Record<string, readonly [number, string]>
export type FeedErrorName = keyof typeof feedErrors

/** Options of the feed that are none. The published number for what has no number of its own is 90. */
export class FeedOptionsError extends IpcortexError {
  readonly errno = feedErrors.backEnd[0]
  constructor(message: string) {
    super('feed.options', message)
    this.name = 'FeedOptionsError'
  }
}

/** A feed that could not be started; `errno` is the number. */
export class FeedError extends IpcortexError {
  readonly errno: number
  constructor(name: FeedErrorName) {
    const [errno, text] = feedErrors[name]
    super(`feed.${errno}`, text)
    this.name = 'FeedError'
    this.errno = errno
  }
}
