import { createCustomerChat } from '../../chat/customer-chat.ts'
import { createCustomerStates } from '../../chat/customer-state.ts'
import { createFindCustomer } from '../../chat/find-customer.ts'
import { createQueues } from '../../chat/queues.ts'
import type { VendorRoute } from '../adapter.ts'
import { createAdmit } from './admit.ts'
import type { ChatApiParts } from './chat-api-parts.ts'
import { createChatBounds } from './chat-bounds.ts'
import { type ChatSockets, createChatSockets } from './chat-sockets.ts'
import { loginRoutes } from './login.ts'
import { talkRoutes } from './talk.ts'

/** The calls and the sockets of the customers' API, wherever their requests come from. */
export type ChatApi = { readonly routes: readonly VendorRoute[]; readonly sockets: ChatSockets; close(): void }

export function createChatApi(parts: ChatApiParts): ChatApi {
  const { deps } = parts
  const customers = createFindCustomer(deps)
  const queues = createQueues(deps)
  const states = createCustomerStates(deps, queues)
  const chat = createCustomerChat(deps, { ...parts, states })
  const bounds = createChatBounds(deps.clock)
  const admit = createAdmit(parts, customers)
  const sockets = createChatSockets(parts, { customers, queues, states, chat, bounds })
  return {
    routes: [...loginRoutes(parts, { admit, states, bounds }), ...talkRoutes({ admit, chat, states, bounds })],
    sockets,
    close() {
      sockets.close()
      queues.close()
    },
  }
}
