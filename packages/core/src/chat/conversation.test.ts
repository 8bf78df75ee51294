import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Conversation } from './conversation.ts'
import type { ConversationCommand } from './conversation-command.ts'
import { waiting } from './conversation-rig.ts'
import { decideConversation } from './decide-conversation.ts'
import { evolveConversation } from './evolve-conversation.ts'

const rules = { wrapUpCodes: ['solved', 'callback'] }

/** Carries commands out one after another, a second apart; throws the refusal. */
function after(conversation: Conversation, ...commands: readonly ConversationCommand[]): Conversation {
  return commands.reduce((current, command, index) => {
    const decision = decideConversation(current, command, rules)
    if (!decision.ok) throw new Error(decision.refusal.code)
    return decision.value.reduce((next, event) => evolveConversation(next, event, 2_000 + index * 1_000), current)
  }, conversation)
}
const refusalOf = (conversation: Conversation, command: ConversationCommand) => {
  const decision = decideConversation(conversation, command, rules)
  return decision.ok ? null : decision.refusal.code
}

const offer = { type: 'offer', agentId: 'anna' } as const
const accept = { type: 'accept', agentId: 'anna' } as const
const say = (from: 'customer' | 'agent' | 'system') => ({ type: 'say', from }) as const
const open = after(waiting(), offer, accept)

describe('a conversation', () => {
  it('[CH2] messages are numbered without gaps, whoever speaks', () => {
    const told = after(open, say('customer'), say('agent'), say('system'))
    expect(told.lastSeq).toBe(3)
  })

  it('[CH4] the customer speaks while it lives, an agent while it is open', () => {
    expect(refusalOf(waiting(), say('customer'))).toBeNull()
    expect(refusalOf(waiting(), say('agent'))).toBe('chat.conversation')
    const over = after(open, { type: 'close', by: 'customer' })
    expect([over.state, refusalOf(over, say('customer')), refusalOf(over, say('agent'))]).toEqual([
      'wrapUp',
      'chat.conversation',
      'chat.conversation',
    ])
  })

  it('[CH5] marks only go up, no further than what was said, and what was seen has arrived', () => {
    const told = after(open, say('agent'), say('agent'), say('agent'))
    const seen = after(told, { type: 'mark', side: 'customer', delivered: 1, read: 2 })
    expect(seen.customer).toEqual({ delivered: 2, read: 2 })
    expect(after(seen, { type: 'mark', side: 'customer', delivered: 0, read: 1 })).toBe(seen)
    expect(after(seen, { type: 'mark', side: 'customer', delivered: 99, read: 0 }).customer).toEqual({ delivered: 3, read: 2 })
    expect(seen.agent).toEqual({ delivered: 0, read: 0 })
  })

  it('[CH6] what an agent had is wrapped up with a code of the list or none; what nobody had is closed', () => {
    const over = after(open, { type: 'close', by: 'agent' })
    expect(over).toMatchObject({ state: 'wrapUp', closedBy: 'agent', agentId: 'anna' })
    expect(refusalOf(over, { type: 'wrapUp', wrapUpCode: 'else' })).toBe('agent.wrapUpUnknown')
    expect(after(over, { type: 'wrapUp', wrapUpCode: 'solved' })).toMatchObject({ state: 'closed', wrapUpCode: 'solved' })
    expect(after(open, { type: 'close', by: 'agent', wrapUpCode: null })).toMatchObject({ state: 'closed', wrapUpCode: null })
    expect(after(waiting(), { type: 'close', by: 'customer' })).toMatchObject({ state: 'closed', waitingSince: null })
    expect(after(waiting(), offer, { type: 'close', by: 'customer' })).toMatchObject({ state: 'closed' })
    expect(refusalOf(over, { type: 'close', by: 'agent' })).toBe('chat.conversation')
  })

  it('[CH7] handed on it waits from now, for a campaign or for one colleague', () => {
    const handed = after(open, { type: 'transfer', campaign: 'outbound-sales', agentId: 'ben' })
    expect(handed).toMatchObject({ state: 'waiting', agentId: null, campaign: 'outbound-sales', wishedAgentId: 'ben' })
    expect([handed.waitingSince, handed.missedBy]).toEqual([2_000, ['anna']])
    expect(refusalOf(waiting(), { type: 'transfer', campaign: 'x', agentId: null })).toBe('chat.conversation')
  })

  it('[CH8] without its agent it waits again; what was to be wrapped up is closed without a code', () => {
    expect(after(open, { type: 'lose', cause: 'agentLost' })).toMatchObject({
      state: 'waiting',
      agentId: null,
      waitingSince: 1_000,
    })
    const over = after(open, { type: 'close', by: 'customer' }, { type: 'lose', cause: 'agentLeft' })
    expect(over).toMatchObject({ state: 'closed', wrapUpCode: null })
  })

  it('[CH8] [CH14] an offer that nobody took keeps its place, and who missed it is remembered', () => {
    const missed = after(waiting(), offer, { type: 'miss', cause: 'declined' })
    expect(missed).toMatchObject({ state: 'waiting', waitingSince: 1_000, missedBy: ['anna'] })
    const twice = after(missed, { ...offer, agentId: 'ben' }, { type: 'miss', cause: 'notAnswered' }, offer, {
      type: 'miss',
      cause: 'agentLeft',
    })
    expect(twice.missedBy).toEqual(['ben', 'anna'])
  })

  it('[CH16] only what waits is offered, and only whom it is offered to can take it', () => {
    expect(refusalOf(open, offer)).toBe('chat.conversation')
    expect(refusalOf(after(waiting(), offer), { ...accept, agentId: 'ben' })).toBe('chat.conversation')
    expect(refusalOf(waiting(), accept)).toBe('chat.conversation')
  })

  it('[CH1] whatever is asked of it, in whatever order, it stays a conversation', () => {
    const agentId = fc.constantFrom('anna', 'ben')
    const command: fc.Arbitrary<ConversationCommand> = fc.oneof(
      agentId.map((id) => ({ type: 'offer' as const, agentId: id })),
      agentId.map((id) => ({ type: 'accept' as const, agentId: id })),
      fc.constantFrom('customer' as const, 'agent' as const, 'system' as const).map(say),
      fc.constant({ type: 'miss' as const, cause: 'declined' as const }),
      fc.constant({ type: 'lose' as const, cause: 'agentLost' as const }),
      fc.constant({ type: 'transfer' as const, campaign: 'c', agentId: null }),
      fc.constantFrom('customer' as const, 'agent' as const).map((by) => ({ type: 'close' as const, by })),
      fc.constantFrom(null, 'solved', 'else').map((wrapUpCode) => ({ type: 'wrapUp' as const, wrapUpCode })),
      fc.record({
        type: fc.constant('mark' as const),
        side: fc.constantFrom('customer' as const, 'agent' as const),
        delivered: fc.nat(9),
        read: fc.nat(9),
      }),
    )
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        let current = waiting()
        for (const each of commands) {
          const decision = decideConversation(current, each, rules)
          if (decision.ok) current = decision.value.reduce((next, event) => evolveConversation(next, event, 5_000), current)
          const { state, agentId: holder, waitingSince, lastSeq, customer, agent } = current
          expect(holder === null).toBe(state === 'waiting' || (state === 'closed' && holder === null))
          expect(waitingSince === null).toBe(state !== 'waiting' && state !== 'offered')
          for (const marks of [customer, agent]) expect(marks.read <= marks.delivered && marks.delivered <= lastSeq).toBe(true)
          expect(current.closedAt === null).toBe(state !== 'closed' && state !== 'wrapUp')
        }
      }),
    )
  })
})
