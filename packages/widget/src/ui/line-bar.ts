import type { ViewState } from '../view-state.ts'
import { button, h, setAttribute, setText } from './dom.ts'
import type { Language } from './language.ts'

/** Says what the connection is; nothing at all while it is good. The countdown is for eyes only: it is not read out each second. */
export function createLineBar({ retryNow, now }: { readonly retryNow: () => void; readonly now: () => number }) {
  const said = h('span', { class: 'unseen', role: 'status' })
  const shown = h('span', { 'aria-hidden': 'true' })
  const tryNow = button({ class: 'link' }, retryNow)
  const element = h('div', { class: 'line', hidden: true }, said, shown, tryNow)

  return {
    element,
    update({ connection, presence }: ViewState, { texts }: Language): void {
      const isIn = presence.kind !== 'signedOut'
      const kind = isIn ? connection.kind : 'signedOut'
      const isLost = kind === 'reconnecting'
      element.hidden = kind === 'connected' || kind === 'signedOut'
      setAttribute(element, 'data-kind', kind)
      setText(said, isLost ? texts.lost : '')
      setText(
        shown,
        connection.kind === 'reconnecting' ? texts.reconnecting(secondsLeft(connection.nextTryAt, now())) : quiet(kind, texts),
      )
      setText(tryNow, texts.tryNow)
      tryNow.hidden = !isLost
    },
  }
}

function secondsLeft(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 1_000))
}

function quiet(kind: string, texts: Language['texts']): string {
  return kind === 'checking' ? texts.checking : kind === 'connecting' ? texts.connecting : ''
}
