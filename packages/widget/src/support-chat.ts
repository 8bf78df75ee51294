import { isRecord } from './chat-error.ts'
import type { ChatWidgetElement } from './chat-widget-element.ts'

/** The older global API, as pages write it before they load `chat.js`: what else they set there means nothing here. */
type SupportChat = Record<string, unknown> & { sso?: { login(token: string): Promise<void>; logout(): Promise<void> } }

/**
 * Serves `window.spartezSupportChat`: reads what the page has set there (`cloud.jiraId`, `portal`, `locale`, `delay`, `container`),
 * adds the element, then `sso`, and calls `initCallback`.
 */
export function startSupportChat(page: Window): void {
  const found: unknown = Reflect.get(page, 'spartezSupportChat')
  const config: SupportChat = isRecord(found) ? found : {}
  Reflect.set(page, 'spartezSupportChat', config)
  const start = () => addWidget(page.document, config)
  const { delay } = config
  if (typeof delay === 'number' && delay > 0) page.setTimeout(start, delay)
  else if (page.document.body) start()
  else page.document.addEventListener('DOMContentLoaded', start, { once: true })
}

function addWidget(document: Document, config: SupportChat): void {
  const { cloud, portal, locale, container } = config
  const widget = document.createElement('chat-widget') as ChatWidgetElement
  widget.setAttribute('jira-id', text(isRecord(cloud) ? cloud.jiraId : undefined))
  widget.setAttribute('service-desk-id', text(portal))
  if (typeof locale === 'string') widget.lang = locale
  widget.addEventListener('load', () => {
    config.sso = { login: (token) => widget.loginWithToken(token), logout: () => widget.logout() }
    const { initCallback } = config
    if (typeof initCallback === 'function') initCallback()
  })
  const place = typeof container === 'string' ? document.getElementById(container) : null
  if (place === null) document.body.append(widget)
  else place.replaceWith(widget)
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
