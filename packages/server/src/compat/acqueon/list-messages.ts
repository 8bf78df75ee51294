import type { DeskDocument } from '@hotseat/protocol'
import { showReason } from './agent-messages.ts'
import { type BusEvent, eventOf } from './envelope.ts'

/** `Agent/SetNotReadyReasonCodes`, `Agent/SetLogOutReasonCodes`. */
export function showReasons({ reasonCodes }: Pick<DeskDocument, 'reasonCodes'>, category: 'NOT_READY' | 'LOGOUT') {
  return reasonCodes.filter((each) => each.category === category).map(showReason)
}

/** `Agent/SetPhoneBook`. */
export function showPhoneBooks({ phoneBooks }: Pick<DeskDocument, 'phoneBooks'>) {
  return phoneBooks.map(({ name, type, contacts }) => ({ name, type, contacts }))
}

/** `Agent/SetWrapupCode`. */
export function showWrapUpCodes({ wrapUpCodes }: Pick<DeskDocument, 'wrapUpCodes'>) {
  return wrapUpCodes.map(({ id, label }) => ({ uri: `/finesse/api/WrapUpReason/${encodeURIComponent(id)}`, label, forAll: true }))
}

/** `Media/SetMRDList`: the tenant's media. */
export function showMrdList({ media }: Pick<DeskDocument, 'media'>) {
  return media.map(({ id, name }) => ({ id, name }))
}

/** `Media/SetMappedMRD` and `Media/Map`: the media that the agent's campaigns map to, as a list and by campaign. */
export function showMapping({ media, campaigns }: Pick<DeskDocument, 'media' | 'campaigns'>, working: readonly string[]) {
  const mine = campaigns.filter(({ id }) => working.includes(id))
  const named = (ids: readonly string[]) => showMrdList({ media: media.filter(({ id }) => ids.includes(id)) })
  const mapped = named(mine.flatMap((campaign) => campaign.media))
  const map = mine.map(({ id, name, media }) => ({ campaignId: id, campaignName: name, media: named(media) }))
  return { mapped, map }
}

/** The two events that tell the mapping, in their order. */
export function mappingEvents(desk: Pick<DeskDocument, 'media' | 'campaigns'>, working: readonly string[]): readonly BusEvent[] {
  const { mapped, map } = showMapping(desk, working)
  return [eventOf('Media/SetMappedMRD', mapped), eventOf('Media/Map', map)]
}
