import type { Agent, Conversation, Result } from '@hotseat/core'
import type { OperationName } from '@hotseat/protocol'
import type { WireInput } from '../../device/desk-wire.ts'
import type { Prng } from '../prng.ts'
import { chatCampaigns } from './chat-administrator.ts'
import type { SimWorld } from './world.ts'

export type AgentChatOptions = {
  readonly userId: string
  readonly prng: Prng
  readonly ask: (name: OperationName, input: WireInput) => Promise<Result<unknown> | null>
  readonly says: (does: string) => void
}

const wrapUpCodes = ['solved', 'call-back', 'complaint', null] as const

/** What an agent does on the chat: takes what is offered, or not, talks with customers, hands on, closes, and wraps up. */
export function createAgentChat({ mirror }: SimWorld, { userId, prng, ask, says }: AgentChatOptions) {
  let said = 0

  function take(id: string): Promise<unknown> | null {
    const draw = prng.next()
    if (draw > 0.75) return null
    const action = draw < 0.6 ? 'accept' : 'decline'
    says(`${action} ${id}`)
    // Desks that know interactions only do it in their words.
    if (prng.chance(0.2))
      return ask('actOnInteraction', { params: { id }, body: { action: action === 'accept' ? 'answer' : 'decline' } })
    return ask('actOnConversation', { params: { id }, body: { action } })
  }

  function say(id: string): Promise<unknown> {
    said += 1
    const clientId = Buffer.from(prng.bytes(9)).toString('base64url')
    return ask('sayInConversation', { params: { id }, body: { clientId, text: `${userId} says ${said}` } })
  }

  async function handOn(id: string): Promise<unknown> {
    if (prng.chance(0.5)) return ask('transferConversation', { params: { id }, body: { campaign: prng.pick(chatCampaigns) } })
    const found = await ask('chatColleagues', {})
    // The answer of this operation is a list of colleagues.
    const { colleagues } = found?.ok ? (found.value as { colleagues: { userId: string }[] }) : { colleagues: [] }
    if (colleagues.length === 0) return null
    says(`hands ${id} on to a colleague`)
    return ask('transferConversation', { params: { id }, body: { userId: prng.pick(colleagues).userId } })
  }

  function hold({ id, state, lastSeq }: Conversation): Promise<unknown> | null {
    const draw = prng.next()
    const wrapUpCode = prng.pick(wrapUpCodes)
    if (state === 'wrapUp')
      return draw < 0.8 ? ask('actOnConversation', { params: { id }, body: { action: 'wrapUp', wrapUpCode } }) : null
    if (draw < 0.5) return say(id)
    if (draw < 0.6)
      return ask('markConversation', { params: { id }, body: { delivered: lastSeq, read: prng.integer(0, lastSeq) } })
    if (draw < 0.65) return ask('typeInConversation', { params: { id } })
    if (draw < 0.77) return handOn(id)
    if (draw > 0.9) return null
    says(`closes ${id}`)
    return ask('actOnConversation', { params: { id }, body: { action: 'close', ...(prng.chance(0.5) && { wrapUpCode }) } })
  }

  return {
    /** Does something on the chat; null when there is nothing to do, or nothing is done. */
    work(states: Agent['states']): Promise<unknown> | null {
      const status = states.find(({ medium }) => medium === 'chat')
      if (status === undefined) return null
      if (status.interaction !== null) return take(status.interaction.id)
      const mine = mirror.rows('demo', 'conversations').filter(({ agentId, state }) => agentId === userId && isHeld(state))
      if (mine.length > 0 && prng.chance(0.8)) return hold(prng.pick(mine).conversation)
      if (status.state === 'READY' || prng.chance(0.3)) return null
      says('goes READY on chat')
      return ask('setState', { body: { medium: 'chat', state: 'READY' } })
    },
  }
}

function isHeld(state: Conversation['state']): boolean {
  return state === 'open' || state === 'wrapUp'
}
