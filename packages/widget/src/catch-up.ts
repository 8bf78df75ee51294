import type { CustomerState } from '@hotseat/protocol'
import type { ChatCalls } from './call-chat.ts'

type Ports = {
  readonly calls: Pick<ChatCalls, 'state'>
  readonly session: () => string | null
  readonly onCaughtUp: (state: CustomerState) => void
}

/** Something in between did not come, or belongs to a conversation that is not known here: everything is read again, once at a time. */
export function createCatchUp({ calls, session, onCaughtUp }: Ports): () => Promise<void> {
  let isUnderWay = false
  return async () => {
    const token = session()
    if (isUnderWay || token === null) return
    isUnderWay = true
    const whole = await calls.state(token).catch(() => null)
    isUnderWay = false
    if (whole !== null && session() === token) onCaughtUp(whole)
  }
}
