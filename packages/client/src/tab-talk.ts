import type { ConnectionStatus, ContinuityInput } from '@hotseat/core'
import type { ResumeDocument, SessionDocument } from '@hotseat/protocol'
import type { Activity } from './activity.ts'
import type { Keeper } from './keeper.ts'
import type { SessionHolder } from './session-holder.ts'
import type { TabMessage, Tabs } from './tabs.ts'

/** What the talk of tabs acts on. */
export type TabTalkPorts = {
  readonly holder: SessionHolder
  readonly ready: () => Promise<{ readonly keeper: Keeper; readonly tabs: Tabs }>
  readonly status: () => ConnectionStatus
  readonly tell: (input: ContinuityInput) => void
  readonly adopt: (document: SessionDocument, key?: CryptoKeyPair) => void
  readonly takeResumed: (document: ResumeDocument, isOwn: boolean) => void
  readonly activity: Activity
}

/** What a tab does about what the others say, and what it says when it leads. */
export interface TabTalk {
  onMessage(message: TabMessage): void
  /** Tells the others whether the server is there, if this tab leads (TB2, TB6). */
  announce(): void
}

/** The talk of the tabs that share a session. */
export function createTabTalk({ holder, ready, status, tell, adopt, takeResumed, activity }: TabTalkPorts): TabTalk {
  /** Another tab signed in; its key is in the store they share. */
  async function follow(document: SessionDocument): Promise<void> {
    const { keeper } = await ready()
    const kept = await keeper.find()
    adopt(document, kept?.sessionId === document.session.id ? kept.key : undefined)
    tell({ type: 'signedIn' })
  }

  /** The leader's session is this browser's; a tab that slept through a sign-in may still have the one before. */
  async function meet(document: SessionDocument): Promise<void> {
    if (holder.sessionId === document.session.id) {
      adopt(document)
      tell({ type: 'leaderConnected' })
    } else if (holder.sessionId !== null) await follow(document)
  }

  async function announce(): Promise<void> {
    const { tabs } = await ready()
    const document = holder.share()
    const now = status()
    if (!tabs.leads || now.kind === 'signedOut') return
    if (now.kind !== 'connected') return tabs.post({ type: 'trying', nextTryAt: 'nextTryAt' in now ? now.nextTryAt : 0 })
    if (document !== null) tabs.post({ type: 'connected', document })
  }

  async function hear(message: TabMessage): Promise<void> {
    switch (message.type) {
      case 'signedIn':
        return follow(message.document)
      case 'connected':
        return meet(message.document)
      case 'asked':
        return announce()
      case 'trying':
        return tell({ type: 'leaderTrying', nextTryAt: message.nextTryAt })
      case 'used':
        return activity.hear(message.at)
      case 'resumed':
        if (holder.sessionId === null) return
        // What the leader missed is not what this tab missed: that comes by this tab's own socket.
        takeResumed({ ...message.document, events: [] }, false)
        return tell({ type: 'leaderConnected' })
      case 'renewed':
        return holder.sessionId === message.document.session.id ? adopt(message.document) : undefined
      case 'signedOut':
        return message.sessionId === holder.sessionId ? tell({ type: 'signedOut' }) : undefined
      case 'ended':
        return message.sessionId === holder.sessionId ? tell({ type: 'sessionEnded', code: message.code }) : undefined
    }
  }

  const quietly = (done: Promise<void>) => {
    done.catch(() => undefined)
  }
  return { onMessage: (message) => quietly(hear(message)), announce: () => quietly(announce()) }
}
