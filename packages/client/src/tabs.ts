import type { ResumeDocument, SessionDocument } from '@hotseat/protocol'
import { isRecord } from './parse-problem.ts'
import type { World } from './world.ts'

/** What the tabs of one session tell each other. It stays in the memory of this browser's tabs. */
export type TabMessage =
  | { readonly type: 'signedIn'; readonly document: SessionDocument }
  | { readonly type: 'resumed'; readonly document: ResumeDocument }
  | { readonly type: 'renewed'; readonly document: SessionDocument }
  | { readonly type: 'signedOut'; readonly sessionId: string }
  | { readonly type: 'ended'; readonly sessionId: string; readonly code: string }
  /** A follower lost its socket and asks whether the server is there (TB2). */
  | { readonly type: 'asked' }
  /** The leader is connected. */
  | { readonly type: 'connected'; readonly document: SessionDocument }
  /** The leader looks for the server itself, and next asks for it then (TB6). */
  | { readonly type: 'trying'; readonly nextTryAt: number }
  /** A person did something while the line was lost: whoever resumes says so (RE11). */
  | { readonly type: 'used'; readonly at: number }

/** The other tabs of this session. */
export interface Tabs {
  /** Whether this tab probes and resumes for all (TB1, TB5). */
  readonly leads: boolean
  post(message: TabMessage): void
  /** While deaf, this tab hears nothing of the others. */
  setDeaf(deaf: boolean): void
  close(): void
}

/** Joins the tabs that share a session. Where there are no other tabs, this one leads. */
export function joinTabs(
  world: Pick<World, 'locks' | 'openChannel'>,
  scope: string,
  onMessage: (message: TabMessage) => void,
  onLead: () => void,
): Tabs {
  let leads = world.locks === null
  let isDeaf = false
  let isClosed = false
  const channel = world.openChannel(`hotseat ${scope}`, (message) => {
    if (!isDeaf && isTabMessage(message)) onMessage(message)
  })
  const giveUp = world.locks?.hold(`hotseat-leader ${scope}`, () => {
    leads = true
    onLead()
  })
  return {
    get leads() {
      return leads
    },
    post(message) {
      // A request that was under way when the client was closed has nobody to tell.
      if (!isClosed) channel?.post(message)
    },
    setDeaf: (deaf) => {
      isDeaf = deaf
    },
    close() {
      isClosed = true
      giveUp?.()
      channel?.close()
    },
  }
}

/** A channel is open to this origin's scripts only; the check is against another version of this client. */
function isTabMessage(message: unknown): message is TabMessage {
  if (!isRecord(message)) return false
  switch (message.type) {
    case 'signedIn':
    case 'resumed':
    case 'renewed':
    case 'connected':
      return isRecord(message.document)
    case 'signedOut':
      return typeof message.sessionId === 'string'
    case 'ended':
      return typeof message.sessionId === 'string' && typeof message.code === 'string'
    case 'used':
      return typeof message.at === 'number'
    case 'trying':
      return typeof message.nextTryAt === 'number'
    default:
      return message.type === 'asked'
  }
}
