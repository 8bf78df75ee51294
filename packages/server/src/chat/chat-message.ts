import { type Refusal, refusals } from '@hotseat/core'

/** What `exception.message` on the page says of a refusal: the published text, with the claim it is about (spec CT4, CT11). */
export function chatMessageOf({ code, facts }: Refusal): string {
  const { title } = refusals[code]
  return typeof facts?.claim === 'string' ? `${title}: ${facts.claim}` : title
}
