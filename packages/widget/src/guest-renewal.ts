import type { ChatSessionDocument } from '@hotseat/protocol'
import type { ChatCalls } from './call-chat.ts'
import { mayPass } from './chat-error.ts'
import type { createCurrentSession } from './current-session.ts'
import type { KeptSession } from './kept-session.ts'
import type { World } from './world.ts'

/** With the deadline of a call within the 30 s for which the old token is still answered, as the answer may have been lost (CU1). */
const againMs = 10_000

type Ports = {
  readonly calls: Pick<ChatCalls, 'anonymous' | 'logout'>
  readonly session: ReturnType<typeof createCurrentSession>
  /** The same guest has another token. */
  readonly goOn: () => void
}

/** Goes on with a guest in a new token before the old one is over (spec CW18): no page can name a guest again. */
export function createGuestRenewal({ clock }: Pick<World, 'clock'>, { calls, session, goOn }: Ports) {
  let cancel = () => {}
  let isStopped = false

  async function renew(): Promise<void> {
    cancel()
    // Another page of this site may have done it already.
    const next = session.successor()
    if (next !== null) {
      session.adopt(next)
      return goOn()
    }
    const guest = session.guest()
    if (isStopped || guest === null || guest.token !== session.token()) return
    try {
      take(await calls.anonymous('', guest.token), guest)
    } catch (error) {
      if (mayPass(error)) cancel = clock.after(againMs, () => void renew())
    }
  }

  function take(answer: ChatSessionDocument, guest: KeptSession): void {
    const now = session.guest()
    if (answer.state.customer.id === guest.customerId && now?.token === guest.token) {
      session.keep(answer, null)
      goOn()
      // What the browser keeps is what the server knows, also where the element has left the page meanwhile.
      if (isStopped) session.stop()
    } else if (now?.customerId !== guest.customerId || answer.state.customer.id !== guest.customerId) {
      // Whoever came or went meanwhile: the guest of this answer is nobody here.
      calls.logout(answer.session.token).catch(() => undefined)
    }
  }

  return {
    renew: () => void renew(),
    stop(): void {
      isStopped = true
      cancel()
    },
  }
}
