import type { SessionDocument } from '@hotseat/protocol'
import { createContext, type ReactNode, useContext } from 'react'
import { useTexts } from '../texts/texts-context.tsx'
import { useStatus } from './hotseat-context.tsx'

/** The session document without what speaks for the person: it may be shown and stored. */
export type SessionView = Omit<SessionDocument, 'csrfToken' | 'accessToken'>

/** What the page shows: the live session, or after a reload during an outage the last one seen. */
export type View = {
  readonly session: SessionView
  /** When what is shown was last true, epoch ms; null when it is live. */
  readonly staleSince: number | null
}

const ViewContext = createContext<View | null>(null)

/** Gives what is to be shown to everything below. */
export function ViewProvider({ view, children }: { view: View; children: ReactNode }) {
  return <ViewContext value={view}>{children}</ViewContext>
}

/** What is to be shown; only below a `ViewProvider`, which stands wherever someone is signed in. */
export function useView(): View {
  const view = useContext(ViewContext)
  if (view === null) throw new Error('useView outside of ViewProvider')
  return view
}

/** Takes what speaks for the person out of a session document (S-58). */
export function withoutSecrets(document: SessionDocument): SessionView {
  const { csrfToken: _csrf, accessToken: _access, ...view } = document
  return view
}

/** Why actions that need the server cannot be taken now, for people; null when they can. */
export function useHindrance(): string | null {
  const status = useStatus()
  const texts = useTexts()
  const { staleSince } = useView()
  const isAway = status.kind === 'reconnecting' || status.kind === 'signedOut' || staleSince !== null
  return isAway ? texts.common.needsServer : null
}
