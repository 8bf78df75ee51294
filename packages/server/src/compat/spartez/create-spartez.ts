import { createCustomerChat } from '../../chat/customer-chat.ts'
import { createCustomerStates } from '../../chat/customer-state.ts'
import { createFindCustomer } from '../../chat/find-customer.ts'
import { createQueues } from '../../chat/queues.ts'
import type { CreateAdapter } from '../adapter.ts'
import { createAdmit } from './admit.ts'
import { createChatBounds } from './chat-bounds.ts'
import { createChatFeed } from './chat-feed.ts'
import { createCors } from './cors.ts'
import { echoRoute } from './echo.ts'
import { refuse } from './errors.ts'
import { loginRoutes } from './login.ts'
import { talkRoutes } from './talk.ts'

/** The customers' API: what the chat widget speaks (`docs/apis/jsm-chat.md`). */
export const createSpartez: CreateAdapter = (parts) => {
  const customers = createFindCustomer(parts.deps)
  const queues = createQueues(parts.deps)
  const states = createCustomerStates(parts.deps, queues)
  const chat = createCustomerChat(parts.deps, { ...parts, states })
  const bounds = createChatBounds(parts.deps.clock)
  const admit = createAdmit(parts, customers)
  const feed = createChatFeed(parts, { customers, queues, states, chat, bounds })
  return {
    name: 'spartez',
    prefix: '/chat/v1',
    routes: [...loginRoutes(parts, { admit, states, bounds }), ...talkRoutes({ admit, chat, states, bounds }), echoRoute(parts)],
    refuse,
    ...createCors(parts),
    sockets: { '/chat/v1/feed': feed.open },
    drain: feed.drain,
    close() {
      feed.close()
      queues.close()
    },
  }
}
