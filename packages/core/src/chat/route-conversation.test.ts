import { describe, expect, it } from 'vitest'
import { waiting } from './conversation-rig.ts'
import { type ChatAgent, routeConversations } from './route-conversation.ts'

const agent = (userId: string, changes: Partial<ChatAgent> = {}): ChatAgent => ({
  ...{ userId, campaigns: ['inbound-support'], isReady: true, dialogs: 0, idleSince: 1_000 },
  ...changes,
})
const pairs = (...args: Parameters<typeof routeConversations>) =>
  routeConversations(...args).map(({ conversationId, agentId }) => `${conversationId}>${agentId}`)

describe('routing', () => {
  it('[CH11] goes by the wait, to the ready agents of the campaign', () => {
    const queue = [waiting({ id: 'late', waitingSince: 3 }), waiting({ id: 'early', waitingSince: 1 })]
    expect(pairs(queue, [agent('anna')], 3)).toEqual(['early>anna'])
    expect(pairs(queue, [agent('anna', { isReady: false }), agent('ben', { campaigns: ['other'] })], 3)).toEqual([])
  })

  it('[CH11] who cannot be served keeps nobody behind them waiting', () => {
    const queue = [waiting({ id: 'a', campaign: 'other', waitingSince: 1 }), waiting({ id: 'b', waitingSince: 2 })]
    expect(pairs(queue, [agent('anna')], 3)).toEqual(['b>anna'])
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

  it('[CH15] handed to a colleague by name it waits for them alone', () => {
    const wished = waiting({ wishedAgentId: 'ben' })
    expect(pairs([wished], [agent('anna')], 3)).toEqual([])
    expect(pairs([wished], [agent('anna'), agent('ben', { campaigns: [] })], 3)).toEqual(['conv-1>ben'])
  })
})
