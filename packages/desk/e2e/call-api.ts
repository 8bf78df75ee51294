import type { Page } from '@playwright/test'

/** Calls the native API as the person who is signed in on `page`. Rejects with the server's answer when it refuses. */
export function callApi(page: Page, method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
  return page.evaluate(
    async (call) => {
      const session: { csrfToken: string } = await (await fetch('/v1/session')).json()
      const response = await fetch(call.path, {
        method: call.method,
        headers: { 'content-type': 'application/json', 'x-csrf-token': session.csrfToken },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`${call.method} ${call.path}: ${text}`)
      return text === '' ? null : JSON.parse(text)
    },
    { method, path, body },
  )
}
