import { liveThread } from '../reduce.ts'
import type { ViewState } from '../view-state.ts'
import { button, h, icon, setAttribute, setText } from './dom.ts'
import type { Language } from './language.ts'

/** The most that one message holds; the server's own bound. */
const longest = 4_000

/** What the composer does. */
export type ComposerActions = {
  readonly say: (text: string) => void
  readonly changeDraft: (draft: string) => void
  readonly end: () => void
}

/** Where one writes, and ends the conversation; ending asks once. */
export function createComposer({ say, changeDraft, end }: ComposerActions) {
  const input = h('textarea', { id: 'write', rows: '1', maxlength: String(longest), dir: 'auto', enterkeyhint: 'send' })
  const label = h('label', { for: 'write', class: 'unseen' })
  const send = h('button', { type: 'submit', class: 'send' }, icon('M3 20.5v-6.7l9-1.8-9-1.8V3.5L21.5 12z'))
  const form = h('form', { class: 'write' }, label, input, send)
  const ask = button({ class: 'link quiet' }, () => confirm(true))
  const question = h('span')
  const yes = button({ class: 'link' }, () => {
    confirm(false)
    input.focus()
    end()
  })
  const no = button({ class: 'link quiet' }, () => {
    confirm(false)
    ask.focus()
  })
  const asked = h('span', { class: 'asked', role: 'group' }, question, yes, no)
  const foot = h('div', { class: 'end' }, ask, asked)
  const element = h('div', { class: 'composer' }, form, foot)
  let isAsked = false

  function confirm(asks: boolean): void {
    isAsked = asks
    asked.hidden = !asks
    ask.hidden = asks
    if (asks) yes.focus()
  }
  confirm(false)

  const submit = () => {
    if (input.value.trim() === '') return
    say(input.value)
    input.focus()
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
  })
  input.addEventListener('input', () => changeDraft(input.value))
  input.addEventListener('keydown', (event) => {
    // Enter also ends a word that an input method composes.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    submit()
  })
  asked.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    // It closes the question, not the chat.
    event.stopPropagation()
    confirm(false)
    ask.focus()
  })

  return {
    element,
    focus: () => input.focus(),
    update(state: ViewState, { texts }: Language): void {
      if (input.value !== state.draft) input.value = state.draft
      setAttribute(input, 'placeholder', texts.writeHere)
      setText(label, texts.write)
      setAttribute(send, 'aria-label', texts.send)
      setAttribute(send, 'title', texts.send)
      const mayEnd = liveThread(state) !== undefined
      if (!mayEnd && isAsked) confirm(false)
      foot.hidden = !mayEnd
      setText(ask, texts.end)
      setText(question, texts.reallyEnd)
      setText(yes, texts.yesEnd)
      setText(no, texts.keep)
      setAttribute(asked, 'aria-label', texts.reallyEnd)
    },
  }
}
