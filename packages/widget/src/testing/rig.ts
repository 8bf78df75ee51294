import { createCustomerChat } from '../customer-chat.ts'
import type { ViewState } from '../view-state.ts'
import { createFakeServer } from './fake-server.ts'
import { createFakeWorld, createShelf, createTestClock } from './fake-world.ts'

const where = { origin: 'https://chat.example', tenant: 'demo', project: 'support' }
export const tokenOf = (name: string) =>
  `x.${Buffer.from(JSON.stringify({ email: `${name}@shop.example` })).toString('base64url')}.x`
export const textsOf = ({ threads }: ViewState) => threads.flatMap(({ messages }) => messages.map(({ text }) => text))
export const codeOf = (attempt: Promise<void>) =>
  attempt.then(
    () => 'ok',
    ({ code }: { code: string }) => code,
  )

/** A site whose pages share a browser, and the server; the pages' clock is ahead of the server's by so much. */
export function createRig(sessionMs?: number, aheadMs = 0) {
  const clock = createTestClock()
  const server = createFakeServer({ now: () => clock.now() - aheadMs, ...(sessionMs !== undefined && { sessionMs }) })
  const site = createShelf()
  /** A page of the site in a tab; every state that it ever showed, and how often it was asked for a fresh token. */
  const page = (tab = createShelf()) => {
    const world = createFakeWorld(clock, server.wire, site, tab)
    const shown: ViewState[] = []
    let asked = 0
    const chat = createCustomerChat(world, where, { onState: (state) => shown.push(state), onExpiring: () => (asked += 1) })
    chat.start()
    return { chat, world, shown, asked: () => asked }
  }
  return { clock, server, site, page }
}
