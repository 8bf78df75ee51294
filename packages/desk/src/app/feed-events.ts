import type { FeedEvent } from '@hotseat/core'
import type { FeedEventDocument } from '@hotseat/protocol'

/**
 * An event of a list as the feed types it. The server writes `data` by the same table that types it here; a kind that
 * is newer than this desk falls through every `switch`.
 */
export function readFeedEvent(document: FeedEventDocument): FeedEvent {
  return document as FeedEvent
}
