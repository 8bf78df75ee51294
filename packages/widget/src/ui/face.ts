import type { CustomerChat } from '../customer-chat.ts'
import type { ViewState } from '../view-state.ts'
import { h } from './dom.ts'
import { createLanguage } from './language.ts'
import { createLauncher } from './launcher.ts'
import { createPanel } from './panel.ts'
import { styles } from './styles.ts'

/** What a face shows and does, and what it asks of the page. */
export type FacePorts = {
  readonly chat: () => CustomerChat | null
  readonly language: () => string
  /** The reader's own, as the browser has them. */
  readonly readers: readonly string[]
  readonly now: () => number
  readonly after: (delayMs: number, task: () => void) => () => void
}

/** Fills the page: a phone, or a window at 400 %. */
const fullScreen = '(max-width: 480px), (max-height: 420px)'

/** The face of a chat in a shadow root: launcher and panel. */
export function createFace(root: ShadowRoot, ports: FacePorts) {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  root.adoptedStyleSheets = [sheet]

  const chat = () => ports.chat()
  let language = createLanguage(ports.language(), ports.readers)
  let shown: ViewState | null = null
  let cancelTick = () => {}

  const launcher = createLauncher({ toggle: () => (shown?.isOpen ? close() : open()) })
  const panel = createPanel({
    close: () => close(),
    now: ports.now,
    say: (text) => chat()?.say(text),
    changeDraft: (draft) => chat()?.changeDraft(draft),
    end: () => chat()?.end(),
    retrySay: (clientId) => chat()?.retrySay(clientId),
    discardSay: (clientId) => chat()?.discardSay(clientId),
    retryNow: () => chat()?.retryNow(),
    startAnew: () => chat()?.startAnew(),
    enter: (name) => {
      chat()
        ?.enterAnonymously(name)
        .then(() => panel.focus())
        .catch(() => undefined)
    },
  })
  panel.element.hidden = true
  const frame = h('div', {}, panel.element, launcher.news, launcher.element)
  root.append(frame)

  function open(): void {
    chat()?.open()
    panel.toEnd()
    if (matchMedia('(pointer: coarse)').matches) panel.focusQuietly()
    else panel.focus()
  }

  function close(): void {
    const hadFocus = panel.element.contains(root.activeElement)
    chat()?.close()
    if (hadFocus || root.activeElement === null) launcher.focus()
  }

  panel.element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      close()
    } else if (event.key === 'Tab' && matchMedia(fullScreen).matches) keepInside(event)
  })

  /** What fills the window is all there is: behind it nothing is seen, so nothing is reached. */
  function keepInside(event: KeyboardEvent): void {
    const stops = [...panel.element.querySelectorAll<HTMLElement>('button, input, textarea, a, .scroll')].filter((stop) =>
      stop.checkVisibility(),
    )
    const [first, last] = [stops[0], stops.at(-1)]
    const from = event.shiftKey ? first : last
    if (root.activeElement !== from && root.activeElement !== panel.element) return
    event.preventDefault()
    const to = event.shiftKey ? last : first
    to?.focus()
  }

  function update(state: ViewState): void {
    const isOpening = state.isOpen && !shown?.isOpen
    shown = state
    frame.classList.toggle('is-open', state.isOpen)
    panel.element.hidden = !state.isOpen
    panel.update(state, language)
    launcher.update(state, language)
    if (isOpening) panel.toEnd()
    cancelTick()
    // The countdown to the next try.
    const counts = state.isOpen && state.connection.kind === 'reconnecting'
    cancelTick = counts ? ports.after(250, () => shown && update(shown)) : () => {}
  }

  return {
    update,
    speak(): void {
      language = createLanguage(ports.language(), ports.readers)
      panel.element.lang = launcher.element.lang = /^de\b/i.test(language.tag) ? 'de' : 'en'
      if (shown) update(shown)
    },
    stop: () => cancelTick(),
  }
}
