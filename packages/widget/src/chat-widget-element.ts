import { ChatError } from './chat-error.ts'
import { type CustomerChat, createCustomerChat } from './customer-chat.ts'
import { createLoading, type Handler } from './loading.ts'
import { createRealWorld } from './real-world.ts'
import { createFace } from './ui/face.ts'
import { initialView } from './view-state.ts'

/** Where the server is: whence this script came, else the page's own origin. */
const scriptUrl = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : ''
const serverOrigin = new URL(scriptUrl || location.href).origin

/**
 * `<chat-widget jira-id="<tenant>" service-desk-id="<project>">`. `lang` and `theme` (`light`, `dark`) are the page's to set;
 * `hidden` hides all of it, as `hide()` does.
 */
export class ChatWidgetElement extends HTMLElement {
  static readonly observedAttributes = ['jira-id', 'service-desk-id', 'lang']
  readonly #world = createRealWorld()
  readonly #face
  #chat: CustomerChat | null = null
  readonly #loading = createLoading({
    dispatch: () => this.dispatchEvent(new Event('load')),
    current: () => this.onload,
    call: (handler) => handler?.call(this, new Event('load')),
  })
  #onTokenExpiring: Handler = null

  constructor() {
    super()
    this.#face = createFace(this.attachShadow({ mode: 'open' }), {
      chat: () => this.#chat,
      language: () => this.closest('[lang]')?.getAttribute('lang') || navigator.language,
      readers: navigator.languages,
      now: () => this.#world.clock.now(),
      after: (delayMs, task) => this.#world.clock.after(delayMs, task),
    })
  }

  connectedCallback(): void {
    // What a page set before the script had come is a property of its own, which would hide ours.
    if (Object.hasOwn(this, 'ontokenexpiring')) {
      const { ontokenexpiring } = this
      Reflect.deleteProperty(this, 'ontokenexpiring')
      this.ontokenexpiring = ontokenexpiring
    }
    this.#face.speak()
    this.#start()
    this.#loading.begin()
  }

  disconnectedCallback(): void {
    this.#stop()
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (!this.isConnected || before === now) return
    if (name === 'lang') {
      this.#face.speak()
      return
    }
    this.#stop()
    this.#start()
  }

  /** Signs the customer in by a token that the page's own back end signed. Rejects with `message` and `code`. */
  async loginWithToken(token: string): Promise<void> {
    await this.#needed().login(token)
  }

  /** Signs the customer out: nothing of them is left here at once. Rejects when the server could not be told. */
  async logout(): Promise<void> {
    await this.#needed().logout()
  }

  show(): void {
    this.hidden = false
  }

  hide(): void {
    this.#chat?.close()
    this.hidden = true
  }

  /** Called when the element is ready for calls, also when it is assigned afterwards. */
  override get onload(): Handler {
    return super.onload
  }

  override set onload(handler: Handler) {
    super.onload = handler
    this.#loading.assigned(handler)
  }

  /** Called some minutes before the session ends, to log in with a fresh token; `tokenexpiring` is the event. */
  get ontokenexpiring(): Handler {
    return this.#onTokenExpiring
  }

  set ontokenexpiring(handler: Handler) {
    this.#onTokenExpiring = typeof handler === 'function' ? handler : null
  }

  #start(): void {
    const tenant = this.getAttribute('jira-id') ?? ''
    const project = this.getAttribute('service-desk-id') ?? ''
    this.#face.update(initialView)
    if (tenant === '' || project === '') return
    const chat = createCustomerChat(
      this.#world,
      { origin: serverOrigin, tenant, project },
      {
        onState: (state) => this.#chat === chat && this.#face.update(state),
        onExpiring: () => this.#tellExpiring(),
      },
    )
    this.#chat = chat
    chat.start()
  }

  #stop(): void {
    this.#chat?.stop()
    this.#chat = null
    this.#face.stop()
  }

  #tellExpiring(): void {
    const event = new Event('tokenexpiring')
    this.#onTokenExpiring?.(event)
    this.dispatchEvent(event)
  }

  #needed(): CustomerChat {
    if (this.#chat === null) throw new ChatError('widget.attributes', 'The element needs jira-id and service-desk-id')
    return this.#chat
  }
}

/** Makes the element known to the page, once, however often the script is there. */
export function defineChatWidget(): void {
  if (customElements.get('chat-widget') === undefined) customElements.define('chat-widget', ChatWidgetElement)
}
