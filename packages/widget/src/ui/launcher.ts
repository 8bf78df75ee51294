import { unreadCount } from '../unread.ts'
import type { ViewState } from '../view-state.ts'
import { button, h, icon, setAttribute, setText } from './dom.ts'
import type { Language } from './language.ts'

/** The bubble that opens and closes the chat, with how much waits to be read. */
export function createLauncher({ toggle }: { readonly toggle: () => void }) {
  const speech = icon(
    'M4 5.5A1.5 1.5 0 0 1 5.5 4h13A1.5 1.5 0 0 1 20 5.5v9a1.5 1.5 0 0 1-1.5 1.5H11l-4.5 4v-4h-1A1.5 1.5 0 0 1 4 14.5z',
  )
  const down = icon('M5 9l7 7 7-7')
  const badge = h('span', { class: 'badge', 'aria-hidden': 'true' })
  const element = button({ class: 'launcher', 'aria-haspopup': 'dialog' }, toggle, speech, down, badge)
  /** What came while the panel was closed is said, too. */
  const news = h('span', { class: 'unseen', role: 'status' })

  return {
    element,
    news,
    focus: () => element.focus(),
    update(state: ViewState, { texts }: Language): void {
      const count = unreadCount(state)
      speech.toggleAttribute('hidden', state.isOpen)
      down.toggleAttribute('hidden', !state.isOpen)
      badge.hidden = count === 0
      setText(badge, count > 99 ? '99+' : String(count))
      const told = count === 0 ? '' : texts.unread(count)
      setText(news, state.isOpen ? '' : told)
      const name = state.isOpen ? texts.close : texts.open
      setAttribute(element, 'aria-label', told === '' ? name : `${name}, ${told}`)
      setAttribute(element, 'aria-expanded', String(state.isOpen))
    },
  }
}
