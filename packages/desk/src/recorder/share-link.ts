import { type LinkInput, type LinkState, unwanted } from './recorder-link.ts'
import type { RunningLink } from './run-link.ts'

/** What the link of a browser's tabs needs. */
export type SharedLinkPorts = {
  /** Null on pages without TLS: there each tab speaks for itself. */
  readonly locks: Pick<LockManager, 'request'> | null
  /** Whose link it is; the tabs of another person have one of their own. */
  readonly scope: string
  /** Starts the link of this tab, when it is its turn. */
  readonly start: () => RunningLink
  /** Makes the browser ask its question in this tab. */
  readonly askBrowser: () => void
}

/** What the tabs tell each other: what the recorder is, and what a person wants. No ticket, and no session of the recorder. */
type TabMessage =
  | { readonly type: 'seen'; readonly state: LinkState }
  | { readonly type: 'joined' }
  | { readonly type: 'connectAsked' }

const kinds: Readonly<Record<LinkState['kind'], true>> = {
  ...{ unwanted: true, asking: true, prompt: true, denied: true, absent: true, refused: true, noServer: true, lost: true },
  ...{ wrongPerson: true, signedIn: true },
}

/**
 * The link of all tabs in which one person works: the first of them speaks to the recorder, the others show what it sees, and the next one
 * takes its place when it goes (spec DKR11).
 */
export function shareLink({ locks, scope, start, askBrowser }: SharedLinkPorts): RunningLink {
  const name = `hotseat-recorder ${scope}`
  const leaving = new AbortController()
  const channel = locks === null ? null : new BroadcastChannel(name)
  const listeners = new Set<() => void>()
  let seen: LinkState = unwanted
  let own: RunningLink | null = null
  const post = (message: TabMessage) => channel?.postMessage(message)
  const show = (state: LinkState) => {
    seen = state
    for (const listener of listeners) listener()
  }
  const say = () => post({ type: 'seen', state: seen })

  function lead(): void {
    const running = start()
    own = running
    const changed = () => {
      show(running.state)
      say()
    }
    running.subscribe(changed)
    changed()
  }

  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const message = parseTabMessage(data)
      if (message?.type === 'seen' && own === null) show(message.state)
      else if (message?.type === 'joined' && own !== null) say()
      else if (message?.type === 'connectAsked') own?.tell(message)
    }
    post({ type: 'joined' })
  }
  if (locks === null) lead()
  else {
    const turn = () => {
      if (leaving.signal.aborted) return undefined
      lead()
      return new Promise<void>((resolve) => leaving.signal.addEventListener('abort', () => resolve()))
    }
    // The only failure is leaving before it was this tab's turn.
    locks.request(name, { signal: leaving.signal }, turn).catch(() => undefined)
  }

  return {
    get state() {
      return seen
    },
    tell(input: LinkInput) {
      if (own !== null) own.tell(input)
      // The question is the browser's own, and stands where the person is; the answer counts for all tabs.
      else if (input.type === 'connectAsked' && seen.kind === 'prompt') askBrowser()
      else if (input.type === 'connectAsked') post(input)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      own?.close()
      leaving.abort()
      channel?.close()
      listeners.clear()
    },
  }
}

/** Reads what another tab says; null: another version of this page says it otherwise. */
function parseTabMessage(data: unknown): TabMessage | null {
  if (typeof data !== 'object' || data === null) return null
  const message = data as TabMessage
  if (message.type === 'joined' || message.type === 'connectAsked') return message
  return message.type === 'seen' && Object.hasOwn(kinds, message.state?.kind) ? message : null
}
