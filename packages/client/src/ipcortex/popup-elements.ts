import { popupStyle } from './popup-style.ts'
import type { PopupTexts } from './texts/popup-texts.ts'

/** The overlay as it stands in the page, behind a border that the page's styles do not cross. */
export type Popup = {
  readonly username: HTMLInputElement
  readonly password: HTMLInputElement
  readonly oneTimeCode: HTMLInputElement
  /** The row of the one-time code; hidden until it is asked for. */
  readonly code: HTMLElement
  open(): void
  close(): void
  onSubmit(listener: () => void): void
  onClose(listener: () => void): void
  showBusy(isBusy: boolean): void
  /** An empty text takes the last one away. */
  showError(text: string): void
  showCode(): void
  /** Puts the focus where the person goes on after a refusal with this code. */
  focusAfter(code: string): void
  /** Marks a field as the one at fault, and puts the focus there. */
  blame(field: HTMLInputElement): void
}

/** Makes an element; nothing is ever made from text that is parsed. */
function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.append(...children)
  return element
}

/** A field with its label. */
function makeField(id: string, label: string, attributes: Readonly<Record<string, string>>) {
  const input = make('input', { id, name: id, required: '', 'aria-describedby': 'error', ...attributes })
  return { input, row: make('div', {}, make('label', { for: id }, label), input) }
}

/** The overlay in a language. */
export function buildPopup(texts: PopupTexts): Popup {
  const plain = { autocapitalize: 'none', spellcheck: 'false', type: 'text' }
  const username = makeField('username', texts.username, { ...plain, autocomplete: 'username', autofocus: '' })
  const password = makeField('password', texts.password, { type: 'password', autocomplete: 'current-password' })
  const code = makeField('code', texts.code, {
    ...plain,
    ...{ autocomplete: 'one-time-code', inputmode: 'numeric', pattern: '\\d{6}' },
  })
  code.row.hidden = true
  const error = make('p', { id: 'error', role: 'alert' })
  const submit = make('button', { type: 'submit' }, texts.submit)
  const cancel = make('button', { type: 'button' }, texts.cancel)
  const form = make(
    'form',
    { method: 'dialog', novalidate: '' },
    ...[make('h2', { id: 'title' }, texts.title), username.row, password.row, code.row, error],
    make('div', { class: 'buttons' }, cancel, submit),
  )
  const dialog = make('dialog', { 'aria-labelledby': 'title', lang: texts.lang }, form)
  const host = make('div', { 'data-hotseat-sign-in': '' })
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(popupStyle)
  root.adoptedStyleSheets = [sheet]
  root.append(dialog)

  const blame = (field: HTMLInputElement) => {
    field.setAttribute('aria-invalid', 'true')
    field.focus()
  }
  const inputs = [username.input, password.input, code.input]
  let isBusy = false
  dialog.addEventListener('keydown', (event) => keepFocusInside(event, root, [...inputs, cancel, submit]))
  // A sign-in that is under way is not given up: nobody would know what became of it.
  dialog.addEventListener('cancel', (event) => isBusy && event.preventDefault())
  cancel.addEventListener('click', () => !isBusy && dialog.close())
  dialog.addEventListener('close', () => host.remove())

  return {
    username: username.input,
    password: password.input,
    oneTimeCode: code.input,
    code: code.row,
    open() {
      // A script in the head may ask before there is a body.
      const place: Element | null = document.body
      ;(place ?? document.documentElement).append(host)
      dialog.showModal()
    },
    close: () => dialog.close(),
    onSubmit: (listener) =>
      form.addEventListener('submit', (event) => {
        event.preventDefault()
        listener()
      }),
    onClose: (listener) => dialog.addEventListener('close', listener),
    showBusy(now) {
      isBusy = now
      submit.textContent = now ? texts.busy : texts.submit
      for (const button of [submit, cancel]) button.setAttribute('aria-disabled', String(now))
      form.setAttribute('aria-busy', String(now))
    },
    showError(text) {
      error.textContent = text
      for (const input of inputs) input.removeAttribute('aria-invalid')
    },
    showCode() {
      code.row.hidden = false
    },
    focusAfter(refusal) {
      const field = code.row.hidden ? (refusal === 'signIn.credentials' ? password.input : username.input) : code.input
      if (refusal === 'signIn.secondFactor') field.focus()
      else blame(field)
      field.select()
    },
    blame,
  }
}

/** Tab goes round inside: behind the overlay nothing can be reached, and the browser's own bar is not what a person looks for. */
function keepFocusInside(event: KeyboardEvent, root: ShadowRoot, all: readonly HTMLElement[]): void {
  if (event.key !== 'Tab') return
  const shown = all.filter((element) => element.checkVisibility())
  const [first, last] = [shown[0], shown.at(-1)]
  const [from, to] = event.shiftKey ? [first, last] : [last, first]
  if (root.activeElement !== from) return
  event.preventDefault()
  to?.focus()
}
