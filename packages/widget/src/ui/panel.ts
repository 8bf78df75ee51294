import { liveThread } from '../reduce.ts'
import type { ViewState } from '../view-state.ts'
import { type ComposerActions, createComposer } from './composer.ts'
import { button, h, icon, setAttribute, setText } from './dom.ts'
import { createEntrance } from './entrance.ts'
import type { Language } from './language.ts'
import { createLineBar } from './line-bar.ts'
import { createLog, type LogActions } from './log.ts'

/** What can be done in the panel. */
export type PanelActions = ComposerActions &
  LogActions & {
    readonly close: () => void
    readonly retryNow: () => void
    readonly enter: (name: string) => void
    readonly startAnew: () => void
  }

/** Closer to its end than this, the log follows what comes. */
const nearPx = 60

/** The panel: who is there, how the line is, what was said, and where one writes. */
export function createPanel(actions: PanelActions) {
  const title = h('h2', { id: 'title' })
  const subtitle = h('p', { class: 'subtitle' })
  const close = button({ class: 'icon' }, actions.close, icon('M6 6l12 12M18 6L6 18'))
  const line = createLineBar(actions)
  const entrance = createEntrance(actions)
  const greeting = h('p', { class: 'greeting' })
  const log = createLog(actions)
  const queue = h('p', { class: 'queue', role: 'status' })
  const typing = h('p', { class: 'typing', role: 'status' })
  const scroll = h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region' },
    entrance.element,
    greeting,
    log.element,
    queue,
    typing,
  )
  const jump = button({ class: 'jump', hidden: true }, () => toEnd())
  const trouble = h('p', { class: 'trouble', role: 'alert' })
  const composer = createComposer(actions)
  const startAnew = button({ class: 'primary' }, () => {
    actions.startAnew()
    composer.focus()
  })
  const over = h('div', { class: 'over' }, startAnew)
  const element = h(
    'section',
    { class: 'panel', role: 'dialog', 'aria-labelledby': 'title', tabindex: '-1' },
    h('header', {}, h('div', { class: 'titles' }, title, subtitle), close),
    h('div', { class: 'middle' }, line.element, scroll, jump),
    trouble,
    over,
    composer.element,
  )

  const isNearEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < nearPx
  const toEnd = () => {
    scroll.scrollTop = scroll.scrollHeight
    jump.hidden = true
  }
  scroll.addEventListener('scroll', () => {
    if (isNearEnd()) jump.hidden = true
  })
  let lastRow: Element | null = null

  return {
    element,
    toEnd,
    /** Where one goes on by keyboard. */
    focus(): void {
      if (!composer.element.hidden) composer.focus()
      else if (!over.hidden) startAnew.focus()
      else if (!entrance.focus()) close.focus()
    },
    /** Without a keyboard popping up over half of a phone. */
    focusQuietly: () => element.focus(),
    update(state: ViewState, language: Language): void {
      const { texts } = language
      const isIn = state.presence.kind === 'signedIn'
      const live = liveThread(state)
      const follows = isNearEnd()
      setText(title, state.config?.name ?? texts.chat)
      setText(subtitle, live?.conversation.agentName ?? (isIn ? helloOf(state, texts) : ''))
      subtitle.hidden = subtitle.textContent === ''
      setAttribute(close, 'aria-label', texts.close)
      setAttribute(close, 'title', texts.close)
      setAttribute(scroll, 'aria-label', texts.chat)
      line.update(state, language)
      entrance.update(state, language)
      greeting.hidden = !isIn || state.threads.length > 0 || state.outbox.length > 0
      setText(greeting, greeting.hidden ? '' : texts.howCanWeHelp)
      log.update(state, language)
      setText(queue, queueText(live?.conversation, texts))
      setText(typing, state.typing === null ? '' : texts.typing(live?.conversation.agentName ?? texts.agent))
      setText(trouble, isIn && state.trouble !== null ? texts.didNotWork : '')
      const isOver = isIn && live === undefined && state.threads.length > 0 && !state.startsAnew && state.outbox.length === 0
      over.hidden = !isOver
      setText(startAnew, texts.startAnew)
      composer.element.hidden = !isIn || isOver
      composer.update(state, language)
      setText(jump, texts.newMessages)
      const last = log.element.lastElementChild
      const isNews = last !== null && last !== lastRow
      lastRow = last
      if (follows || last?.classList.contains('own')) toEnd()
      else if (isNews) jump.hidden = false
    },
  }
}

function helloOf({ presence }: ViewState, texts: Language['texts']): string {
  if (presence.kind !== 'signedIn') return ''
  const { name } = presence.customer
  // Only a guest may have no name.
  return name === '' ? texts.helloStranger : texts.hello(name)
}

type Waiting = { readonly state: string; readonly queue: { readonly ahead: number; readonly isStaffed: boolean } | null }

/** Who waits is told the truth: how many are before them, or that nobody is there (CH17). */
function queueText(conversation: Waiting | undefined, texts: Language['texts']): string {
  if (conversation?.state === 'offered') return texts.next
  const { queue = null } = conversation ?? {}
  if (queue === null) return ''
  if (!queue.isStaffed) return texts.nobodyHere
  return queue.ahead === 0 ? texts.next : texts.ahead(queue.ahead)
}
