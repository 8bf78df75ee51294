import type { ViewState } from '../view-state.ts'
import { h, setText } from './dom.ts'
import type { Language } from './language.ts'

/** What is there for who is not signed in: why, and, where the project lets guests chat, a way to begin. */
export function createEntrance({ enter }: { readonly enter: (name: string) => void }) {
  const told = h('p', { class: 'told', role: 'status' })
  const input = h('input', { id: 'name', type: 'text', maxlength: '120', autocomplete: 'name', dir: 'auto' })
  const label = h('label', { for: 'name' })
  const start = h('button', { type: 'submit', class: 'primary' })
  const form = h('form', { class: 'guest' }, label, input, start)
  const element = h('div', { class: 'entrance' }, told, form)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    enter(input.value.trim())
  })

  return {
    element,
    /** False when there is nothing to fill in. */
    focus(): boolean {
      if (form.hidden) return false
      input.focus()
      return true
    },
    update(state: ViewState, { texts }: Language): void {
      const { presence, config } = state
      element.hidden = presence.kind === 'signedIn'
      form.hidden = presence.kind !== 'signedOut' || config?.anonymous !== true
      setText(told, explain(state, texts))
      told.hidden = told.textContent === ''
      setText(label, `${texts.yourName} (${texts.optional})`)
      setText(start, texts.start)
      if (presence.kind === 'signedIn') input.value = ''
    },
  }
}

function explain({ presence, config, trouble }: ViewState, texts: Language['texts']): string {
  if (presence.kind === 'signingIn') return texts.signingIn
  const code = presence.kind === 'signedOut' ? presence.code : null
  if (trouble === 'chat.origin') return texts.wrongSite
  if (trouble === 'chat.project') return texts.noSuchChat
  if (config === null) return trouble === null ? texts.signingIn : texts.unreachable
  const why = code === null ? '' : code === 'chat.otherTab' ? texts.otherTab : texts.sessionOver
  const how = config.anonymous ? '' : texts.signInFirst
  return [why, how].filter((part) => part !== '').join(' ') || texts.howCanWeHelp
}
