import type { FeedEvent, Interaction } from '@hotseat/core'
import { expect, test } from 'vitest'
import { allEn } from '../texts/all-en.ts'
import { de } from '../texts/de.ts'
import { auditSentence } from './audit-sentence.ts'

const interaction: Interaction = {
  ...{ id: 'c1', direction: 'inbound', campaign: 'support', party: '' },
  ...{ offeredAt: 1, answeredAt: null, endedAt: null },
}

test('[CU4] a chat that rang is told as one, and a guest without a name in the language of the reader', () => {
  const offered = (medium: string, party: string) =>
    [allEn, de].map((texts) => {
      const data = { medium, interaction: { ...interaction, party } }
      const event = { kind: 'interaction.offered', userId: 'amara', by: null, data } as FeedEvent
      return auditSentence(event, { texts, nameOf: () => 'Amara', reasons: [] })
    })
  expect(offered('chat', '')).toEqual(['A chat from Guest rang at Amara.', 'Ein Chat von Gast klingelte bei Amara.'])
  expect(offered('voice', '+49 30 1234')).toEqual([
    'A call from +49 30 1234 rang at Amara.',
    'Ein Anruf von +49 30 1234 klingelte bei Amara.',
  ])
})
