import { type ContinuitySettings, defaultContinuitySettings, type FeedEvent } from '@hotseat/core'
import type { AgentDocument, SessionDocument } from '@hotseat/protocol'
import { parseContinuitySettings } from './continuity-settings.ts'
import { evolveSession } from './evolve-session.ts'
import type { Keepsake } from './keepsake.ts'

type AccessToken = NonNullable<SessionDocument['accessToken']>

/** What a tab knows of its session. The access token stays in here; no document that is shown carries it. */
export interface SessionHolder {
  readonly document: SessionDocument | null
  readonly accessToken: AccessToken | null
  readonly settings: ContinuitySettings
  /** The offset of the last event that this tab has seen. */
  readonly offset: number
  readonly key: CryptoKeyPair | null
  /** The session that a resume is for: that of the document, or of the keepsake while there is none. */
  readonly sessionId: string | null
  /**
   * Takes a document from the server; a newer agent that came by the feed is kept. The place in the feed stays where it
   * is: what happened up to the document is still told, by the socket. Only another person's or tenant's feed starts anew.
   */
  adopt(document: SessionDocument, key?: CryptoKeyPair): void
  /** Takes what a keepsake says, before the server has given a document. */
  recall(keepsake: Keepsake, offset: number): void
  /** The document for another tab of this session, which needs the token, too. */
  share(): SessionDocument | null
  /** Takes one event. False when it was seen before. */
  apply(event: FeedEvent): boolean
  applyAgent(agent: AgentDocument): void
  markSeen(offset: number): void
  clear(): void
}

const empty = { document: null, accessToken: null, settings: defaultContinuitySettings, offset: 0, key: null, sessionId: null }
type Held = Pick<SessionHolder, keyof typeof empty>

/** A holder that tells when the document, or what it says about continuity, is another one. */
export function createSessionHolder(
  onDocument: (document: SessionDocument | null) => void,
  onSettings: () => void,
): SessionHolder {
  let held: Held = empty
  const show = (document: SessionDocument | null) => {
    if (document === held.document) return
    held = { ...held, document }
    onDocument(document)
  }
  return {
    get document() {
      return held.document
    },
    get accessToken() {
      return held.accessToken
    },
    get settings() {
      return held.settings
    },
    get offset() {
      return held.offset
    },
    get key() {
      return held.key
    },
    get sessionId() {
      return held.sessionId
    },
    adopt({ accessToken, ...document }, key) {
      const same = held.document?.session.id === document.session.id && held.document.user.tenant === document.user.tenant
      const isOlder = same && document.offset < Math.max(held.offset, held.document?.offset ?? 0)
      const settings = parseContinuitySettings(document.preferences)
      const changed = JSON.stringify(settings) !== JSON.stringify(held.settings)
      held = {
        ...held,
        accessToken: accessToken ?? (same ? held.accessToken : null),
        settings,
        offset: isSameFeed(held.document, document) ? held.offset : document.offset,
        key: key ?? held.key,
        sessionId: document.session.id,
      }
      show(
        isOlder && held.document !== null ? { ...document, agent: held.document.agent, offset: held.document.offset } : document,
      )
      if (changed) onSettings()
    },
    recall({ sessionId, key, settings }, offset) {
      held = { ...held, sessionId, key, offset, settings }
    },
    share() {
      if (held.document === null) return null
      return { ...held.document, ...(held.accessToken === null ? {} : { accessToken: held.accessToken }) }
    },
    apply(event) {
      if (event.offset <= held.offset) return false
      held = { ...held, offset: event.offset }
      const { document } = held
      if (document !== null && event.offset > document.offset) show(evolveSession(document, event))
      return true
    },
    applyAgent(agent) {
      if (held.document !== null) show({ ...held.document, agent })
    },
    markSeen(offset) {
      if (offset > held.offset) held = { ...held, offset }
    },
    clear() {
      const { document } = held
      held = empty
      if (document !== null) onDocument(null)
    },
  }
}

function isSameFeed(before: SessionDocument | null, { user }: SessionDocument): boolean {
  return before?.user.id === user.id && before.user.tenant === user.tenant
}
