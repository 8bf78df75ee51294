import { accepted, type Result, refused } from '../result.ts'
import { type Conversation, isLive, type Marks } from './conversation.ts'
import type { ConversationCommand, ConversationEvent, ConversationRules } from './conversation-command.ts'

type Decision = Result<readonly ConversationEvent[]>
type Command<T extends ConversationCommand['type']> = Extract<ConversationCommand, { type: T }>

/**
 * What a command does to a conversation: the events that tell it, or why not (spec CH1 to CH10). The events are the only effect;
 * folding them with `evolveConversation` gives the conversation afterwards. No events: it is so already.
 */
export function decideConversation(conversation: Conversation, command: ConversationCommand, rules: ConversationRules): Decision {
  const { id: conversationId, state, agentId } = conversation
  switch (command.type) {
    case 'offer':
      if (state !== 'waiting') return refused('chat.conversation')
      return told({ kind: 'conversation.offered', userId: command.agentId, data: { conversationId, agentId: command.agentId } })
    case 'accept':
      if (state !== 'offered' || agentId !== command.agentId) return refused('chat.conversation')
      return told({ kind: 'conversation.accepted', userId: agentId, data: { conversationId, agentId: command.agentId } })
    case 'miss':
      if (state !== 'offered' || agentId === null) return refused('chat.conversation')
      return told({ kind: 'conversation.missed', userId: agentId, data: { conversationId, agentId, cause: command.cause } })
    case 'say':
      return decideSay(conversation, command)
    case 'mark':
      return decideMark(conversation, command)
    case 'transfer':
      if (state !== 'open') return refused('chat.conversation')
      return told({
        kind: 'conversation.transferred',
        userId: agentId,
        data: { conversationId, from: agentId, campaign: command.campaign, agentId: command.agentId },
      })
    case 'lose':
      if (state === 'wrapUp') return wrappedUp(conversation, null)
      if (state !== 'open' || agentId === null) return refused('chat.conversation')
      return told({
        kind: 'conversation.requeued',
        userId: agentId,
        data: { conversationId, from: agentId, cause: command.cause },
      })
    case 'close':
      return decideClose(conversation, command, rules)
    case 'wrapUp':
      if (state !== 'wrapUp') return refused('chat.conversation')
      return isKnown(command.wrapUpCode, rules) ? wrappedUp(conversation, command.wrapUpCode) : unknownCode
  }
}

/** A customer can speak as long as it lives; an agent only who has it (the caller is checked before). */
function decideSay({ id, state, agentId, lastSeq }: Conversation, { from }: Command<'say'>): Decision {
  if (!isLive(state) || (from === 'agent' && state !== 'open')) return refused('chat.conversation')
  return told({ kind: 'message.sent', userId: agentId, data: { conversationId: id, seq: lastSeq + 1, from } })
}

/** Marks only go up, and no further than what was said; what was seen has arrived. */
function decideMark(conversation: Conversation, { side, delivered, read }: Command<'mark'>): Decision {
  const { id, agentId, lastSeq } = conversation
  const before = conversation[side]
  const seen = Math.min(lastSeq, Math.max(before.read, read))
  const marks: Marks = { read: seen, delivered: Math.max(seen, Math.min(lastSeq, Math.max(before.delivered, delivered))) }
  if (marks.read === before.read && marks.delivered === before.delivered) return accepted([])
  return told({ kind: 'conversation.marked', userId: agentId, data: { conversationId: id, side, marks } })
}

function decideClose(conversation: Conversation, command: Command<'close'>, rules: ConversationRules): Decision {
  const { id: conversationId, state, agentId } = conversation
  if (!isLive(state)) return refused('chat.conversation')
  if (command.by === 'agent' && state !== 'open') return refused('chat.conversation')
  const { by, wrapUpCode } = command
  if (wrapUpCode !== undefined && !isKnown(wrapUpCode, rules)) return unknownCode
  const needsWrapUp = state === 'open'
  const ended: ConversationEvent = { kind: 'conversation.ended', userId: agentId, data: { conversationId, by, needsWrapUp } }
  if (!needsWrapUp || wrapUpCode === undefined) return accepted([ended])
  return accepted([ended, { kind: 'conversation.wrappedUp', userId: agentId, data: { conversationId, wrapUpCode } }])
}

function wrappedUp({ id, agentId }: Conversation, wrapUpCode: string | null): Decision {
  return told({ kind: 'conversation.wrappedUp', userId: agentId, data: { conversationId: id, wrapUpCode } })
}

const unknownCode = refused('agent.wrapUpUnknown', { field: 'wrapUpCode' })

function isKnown(code: string | null, { wrapUpCodes }: ConversationRules): boolean {
  return code === null || wrapUpCodes.includes(code)
}

function told(event: ConversationEvent): Decision {
  return accepted([event])
}
