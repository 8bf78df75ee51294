import type { Continuity, ContinuityInput, FeedEvent } from '@hotseat/core'
import type { ResumeDocument, SessionDocument } from '@hotseat/protocol'
import { inputOfEvent, isAboutDocument } from './event-meaning.ts'
import type { Rereading } from './rereading.ts'
import type { Return } from './return.ts'
import { isFeedEvent } from './server-frame.ts'
import type { SessionHolder } from './session-holder.ts'

/** What the intake acts on. */
export type IntakePorts = {
  readonly holder: SessionHolder
  readonly back: Return
  readonly rereading: () => Rereading
  readonly state: () => Continuity
  readonly tell: (input: ContinuityInput) => void
  readonly onToken: (expiresAt: number) => void
  /** An event that this tab had not seen. */
  readonly onEvent: (event: FeedEvent) => void
  /** Keeps the session; `begins`: in the place of any other one. */
  readonly save: (begins: boolean) => Promise<void>
}

/** Where what the server says comes in, whether by an answer, by the feed or by another tab. */
export interface Intake {
  /** A session is given: take it, keep it, connect. */
  begin(document: SessionDocument, key?: CryptoKeyPair): Promise<void>
  /** The session goes on: this is how it is now. */
  adopt(document: SessionDocument, key?: CryptoKeyPair): void
  /** `isOwn`: this tab resumed, and did not hear of it from another one. */
  takeResumed(document: ResumeDocument, isOwn: boolean): void
  takeEvent(event: FeedEvent): void
}

/** The intake of one tab. */
export function createIntake({ holder, back, rereading, state, tell, onToken, onEvent, save }: IntakePorts): Intake {
  function adopt(document: SessionDocument, key?: CryptoKeyPair): void {
    holder.adopt(document, key)
    if (document.accessToken !== undefined) onToken(document.accessToken.expiresAt)
  }

  /** Who must set up a second factor first has no feed and nothing to come back to: the machine has no part in it. */
  function adoptToEnrol(document: SessionDocument): void {
    if (state().kind !== 'signedOut') tell({ type: 'signedOut' })
    adopt(document)
  }

  function takeEvent(event: FeedEvent): void {
    if (!holder.apply(event)) return
    onEvent(event)
    const input = inputOfEvent(event, holder.sessionId)
    if (input !== null) tell(input)
    const userId = holder.document?.user.id
    if (!isAboutDocument(event, userId)) return
    if (event.by === userId) rereading().now()
    else rereading().soon()
  }

  return {
    adopt,
    takeEvent,
    async begin(document, key) {
      if (document.mustEnrol) return adoptToEnrol(document)
      adopt(document, key)
      tell({ type: 'signedIn' })
      await save(true)
    },
    takeResumed({ outcome, events, gap: _, awayMs, ...document }, isOwn) {
      if (document.mustEnrol) {
        adoptToEnrol(document)
        return
      }
      for (const event of events) if (isFeedEvent(event)) takeEvent(event)
      adopt(document)
      const { kind } = state()
      if (kind !== 'connected' && kind !== 'checking') back.resumed(outcome, awayMs)
      save(isOwn).catch(() => undefined)
    },
  }
}
