/**
 * The database cannot be reached, is full, or took too long; nothing was half done. Refused as `store.unavailable` (503).
 * When the connection was lost in the very commit, the work may have become durable: the caller asks again (I8).
 */
export class StoreUnavailable extends Error {
  readonly code = 'store.unavailable'
  override readonly name = 'StoreUnavailable'

  constructor(cause: unknown) {
    super('the store is unavailable', { cause })
  }
}
