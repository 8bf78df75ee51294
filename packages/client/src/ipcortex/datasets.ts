import type { FeedEvent } from '@hotseat/core'
import type { Dataset, FeedCall } from './feed-call.ts'

/** Which part of the live data an event belongs to; null: to every one of them. */
function datasetOf({ kind }: FeedEvent): Dataset | null {
  if (kind.startsWith('interaction.')) return 'device'
  if (kind === 'agent.campaignsChanged') return 'queue'
  if (kind === 'note.saved' || kind === 'agent.messaged') return 'mailbox'
  if (kind.startsWith('agent.') || kind.startsWith('session.')) return 'presence'
  return null
}

/** Whether somebody who asked for these parts hears of the event. `deviceMin` keeps calls to one's own, with `device` or without. */
export function isAbout(event: FeedEvent, { datasets }: Pick<FeedCall, 'datasets'>, userId: string | undefined): boolean {
  const dataset = datasetOf(event)
  if (dataset === null) return true
  if (dataset !== 'device') return datasets.has(dataset)
  return datasets.has('deviceMin') ? event.userId === userId : datasets.has('device')
}
