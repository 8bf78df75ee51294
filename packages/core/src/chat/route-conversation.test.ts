import { describe, expect, it } from 'vitest'
import type { Conversation } from './conversation.ts'
import { waiting } from './conversation-rig.ts'
import { type ChatAgent, campaignsOf, routeConversations } from './route-conversation.ts'

const agent = (userId: string, changes: Partial<ChatAgent> = {}): ChatAgent => ({
  ...{ userId, campaigns: ['inbound-support'], isReady: true, dialogs: 0, idleSince: 1_000 },
  ...changes,
})
/** The project has two campaigns. */
const project = ['inbound-support', 'outbound-sales']
const pairs = (queue: readonly Conversation[], agents: readonly ChatAgent[], maxDialogLimit: number, now = 5_000) => {
  const all = queue.map((conversation) => ({ conversation, campaigns: campaignsOf(conversation, project) }))
  return routeConversations(all, agents, { maxDialogLimit, now }).map(
    ({ conversationId, agentId }) => `${conversationId}>${agentId}`,
  )
}

describe('routing', () => {
  it('[CH11] goes by the wait, to the ready agents of any of the campaigns', () => {
    const queue = [waiting({ id: 'late', waitingSince: 3 }), waiting({ id: 'early', waitingSince: 1 })]
    expect(pairs(queue, [agent('anna')], 3)).toEqual(['early>anna'])
    expect(pairs(queue, [agent('anna', { isReady: false }), agent('ben', { campaigns: ['other'] })], 3)).toEqual([])
    const two = [agent('anna', { idleSince: 2_000 }), agent('ben', { campaigns: ['other', 'outbound-sales'] })]
    expect(pairs(queue, two, 3)).toEqual(['early>ben', 'late>anna'])
  })

  it('[CH11] who cannot be served keeps nobody behind them waiting', () => {
    const queue = [waiting({ id: 'a', campaign: 'outbound-sales', waitingSince: 1 }), waiting({ id: 'b', waitingSince: 2 })]
    expect(pairs(queue, [agent('anna')], 3)).toEqual(['b>anna'])
  })

  it('[CH11] an agent works for the campaign that they share with the project', () => {
    const [pairing] = routeConversations(
      [{ conversation: waiting(), campaigns: project }],
      [agent('a', { campaigns: ['outbound-sales'] })],
      { maxDialogLimit: 1, now: 5_000 },
    )
    expect(pairing?.campaign).toBe('outbound-sales')
  })

  it('[CH11] [CH18] handed on to a campaign it is for that one, as long as the project has it', () => {
    const handed = waiting({ campaign: 'outbound-sales' })
    expect(campaignsOf(handed, project)).toEqual(['outbound-sales'])
    expect(campaignsOf(handed, ['inbound-support'])).toEqual(['inbound-support'])
    expect(campaignsOf(waiting(), project)).toEqual(project)
  })

  it('[CH12] up to the limit, and one offer at a time', () => {
    const queue = [waiting({ id: 'a', waitingSince: 1 }), waiting({ id: 'b', waitingSince: 2 })]
    expect(pairs(queue, [agent('anna', { dialogs: 2 })], 3)).toEqual(['a>anna'])
    expect(pairs(queue, [agent('anna', { dialogs: 3 })], 3)).toEqual([])
  })

  it('[CH13] the fewest conversations, then the longest idle', () => {
    const all = [agent('anna', { dialogs: 1, idleSince: 1 }), agent('ben', { idleSince: 9 }), agent('cleo', { idleSince: 5 })]
    expect(pairs([waiting()], all, 3)).toEqual(['conv-1>cleo'])
  })

  it('[CH14] who missed it is asked again only when everybody did, the first of them first', () => {
    const all = [agent('anna'), agent('ben', { idleSince: 2_000 })]
    expect(pairs([waiting({ missedBy: ['anna'] })], all, 3)).toEqual(['conv-1>ben'])
    expect(pairs([waiting({ missedBy: ['ben', 'anna'] })], all, 3)).toEqual(['conv-1>ben'])
  })

  it('[CH7] [CH14] somebody who was not asked yet and is busy is waited for, for a minute', () => {
    const handed = waiting({ missedBy: ['anna'], waitingSince: 1_000 })
    const anna = agent('anna')
    for (const ben of [agent('ben', { dialogs: 3 }), agent('ben', { isReady: false })]) {
      expect(pairs([handed], [anna, ben], 3, 60_999)).toEqual([])
      expect(pairs([handed], [anna, ben], 3, 61_000)).toEqual(['conv-1>anna'])
      expect(pairs([handed, waiting({ id: 'next', waitingSince: 2_000 })], [anna, ben], 3, 60_999)).toEqual(['next>anna'])
    }
    expect(pairs([handed], [anna, agent('ben', { dialogs: 3, campaigns: ['other'] })], 3)).toEqual(['conv-1>anna'])
  })

  it('[CH15] handed to a colleague by name it waits for them alone', () => {
    const wished = waiting({ wishedAgentId: 'ben' })
    expect(pairs([wished], [agent('anna')], 3)).toEqual([])
    expect(pairs([wished], [agent('anna'), agent('ben', { campaigns: [] })], 3)).toEqual(['conv-1>ben'])
  })
})
