import type { ChatSaidDocument } from '@hotseat/protocol'
import { ChatError, mayPass } from './chat-error.ts'
import type { Outgoing } from './view-state.ts'
import type { World } from './world.ts'

/** What the sender needs to know, and whom it tells. */
export type SenderPorts = {
  /** The first of the outbox that is to go out; null when there is none, or nobody would answer. */
  readonly next: () => Outgoing | null
  readonly session: () => string | null
  readonly say: (session: string, clientId: string, text: string) => Promise<ChatSaidDocument>
  readonly onSaid: (said: ChatSaidDocument) => void
  readonly onRefused: (clientId: string, error: ChatError) => void
  /** Nobody answered, or the session is not known any more: the line is to be looked at. */
  readonly onSilence: (error: unknown) => void
}

const pauseMs = 2_000

/**
 * Sends the outbox, one after the other, so that what is said keeps its order. What is not answered goes out again under the same
 * `clientId`, and is the same message for the server, however often it came (CH2).
 */
export function createSender({ clock }: Pick<World, 'clock'>, { next, session, say, onSaid, onRefused, onSilence }: SenderPorts) {
  let isBusy = false
  let isPausing = false

  async function pump(): Promise<void> {
    if (isBusy || isPausing) return
    const outgoing = next()
    const token = session()
    if (outgoing === null || token === null) return
    isBusy = true
    try {
      const said = await say(token, outgoing.clientId, outgoing.text)
      isBusy = false
      // Somebody else may have signed in while it was on its way; the same customer finds it among what is there.
      if (session() === token) onSaid(said)
    } catch (error) {
      isBusy = false
      if (session() !== token) return pump()
      // Whose session it is has to be cleared up first; that says nothing of the words.
      if (!(error instanceof ChatError) || mayPass(error) || error.status === 401) return pause(error)
      onRefused(outgoing.clientId, error)
    }
    return pump()
  }

  function pause(error: unknown): void {
    isPausing = true
    clock.after(pauseMs, () => {
      isPausing = false
      void pump()
    })
    onSilence(error)
  }

  return { pump: () => void pump() }
}
