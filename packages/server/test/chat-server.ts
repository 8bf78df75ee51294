import type { ConversationDocument } from '@hotseat/protocol'
import { createChatRouting } from '../src/chat/chat-routing.ts'
import { findDemoShopKey } from '../src/demo/demo-shop-key.ts'
import { createTestNode } from '../src/http/test-node.ts'
import { createTenantSettings } from '../src/preferences/tenant-settings.ts'
import { signToken } from './chat-rig.ts'
import { createStage, documentOf, type TestBrowser, type TestNode } from './stage.ts'
import type { TestClock } from './test-clock.ts'
import { createWidgetClient, type WidgetClient, type WidgetOptions } from './widget-client.ts'

/** A server with the demo data, on a clock that stands: agents by its use cases, customers by HTTP and sockets. */
export type ChatServer = {
  readonly url: string
  readonly stage: TestNode & { readonly clock: TestClock }
  readonly routing: ReturnType<typeof createChatRouting>
  /** A token as the demo shop signs it. */
  token(claims?: object): Promise<string>
  /** A customer of the demo shop who is signed in. */
  customer(name?: string, options?: WidgetOptions): Promise<WidgetClient>
  /** An agent who is signed in, and READY on the chat unless told otherwise. */
  agent(username: string, options?: { ready?: boolean; campaigns?: string[] }): Promise<TestBrowser>
  /** Every offer that can be made is made. */
  routed(): Promise<void>
  /** An agent's conversation in this state, as soon as all offers are made. */
  conversation(desk: TestBrowser, state: ConversationDocument['state']): Promise<ConversationDocument>
  /** A customer who says something, and the agent who has taken it: it is open. */
  talk(desk: TestBrowser, name?: string): Promise<{ widget: WidgetClient; id: string }>
  close(): Promise<void>
}

export async function startChatServer(): Promise<ChatServer> {
  const stage = await createStage()
  const { deps, handlers, presence, whispers } = stage
  const settings = createTenantSettings(deps.store)
  const rig = await createTestNode({ handlers, deps, presence, whispers, env: { HOTSEAT_PORT: '0' } })
  const { url } = await rig.node.start()
  const routing = createChatRouting(deps, settings)
  const faults: unknown[] = []
  routing.startAtOnce((fault) => faults.push(fault))
  const key = findDemoShopKey(deps)
  const server: ChatServer = {
    url,
    stage,
    routing,
    async token(claims = {}) {
      const found = await key
      if (found === null) throw new Error('the demo shop has no key')
      const s = stage.clock.now() / 1_000
      return signToken({ email: 'mia@shop.example', displayName: 'Mia', iat: s, exp: s + 300, ...claims }, found.secret)
    },
    async customer(name = 'Mia', options = {}) {
      const widget = createWidgetClient(url, options)
      const signedIn = await widget.login(await server.token({ email: `${name.toLowerCase()}@shop.example`, displayName: name }))
      if (signedIn.status !== 200) throw new Error(JSON.stringify(signedIn.document))
      return widget
    },
    async agent(username, { ready = true, ...more } = {}) {
      const desk = stage.browser()
      documentOf(await desk.signIn(username, more))
      if (ready) await desk.get('setState', { body: { medium: 'chat', state: 'READY' } })
      return desk
    },
    async routed() {
      // A test moves the clock while something is looked at: that look seems to have taken long, and another one is due.
      for (let look = 0; look < 3; look++) await routing.pass('demo')
    },
    async conversation(desk, state) {
      await server.routed()
      const { conversations } = await desk.get('conversations', { query: {} })
      const found = conversations.find((each) => each.state === state)
      if (found === undefined) throw new Error(`none is ${state}: ${JSON.stringify(conversations.map((each) => each.state))}`)
      return found
    },
    async talk(desk, name) {
      const widget = await server.customer(name)
      await widget.say('Hello')
      const { id } = await server.conversation(desk, 'offered')
      await desk.get('actOnConversation', { params: { id }, body: { action: 'accept' } })
      return { widget, id }
    },
    async close() {
      routing.close()
      const closed = rig.node.close()
      rig.node.app.server.closeAllConnections()
      await closed
      if (faults.length > 0) throw faults[0]
    },
  }
  return server
}
