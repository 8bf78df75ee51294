import type { Page } from '@playwright/test'

/** The agent as the server knows them now: seat, campaigns, and every state with its reason and since when. */
export function readAgent(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    const response = await fetch('/v1/session')
    const document: { user: { id: string }; session: { id: string }; agent: unknown } = await response.json()
    return { user: document.user, sessionId: document.session.id, agent: document.agent }
  })
}
