import { createChatSigner } from '../../chat/chat-signer.ts'
import type { CreateAdapter } from '../adapter.ts'
import { createChatFeed } from './chat-feed.ts'
import { createCors } from './cors.ts'
import { createChatApi } from './create-chat-api.ts'
import { echoRoute } from './echo.ts'
import { refuse } from './errors.ts'

/** The customers' API: what the chat widget speaks (`docs/apis/jsm-chat.md`). */
export const createSpartez: CreateAdapter = (parts) => {
  const { routes, sockets, close } = createChatApi({ ...parts, signer: createChatSigner(parts.deps.vault) })
  return {
    name: 'spartez',
    prefix: '/chat/v1',
    routes: [...routes, echoRoute(parts)],
    refuse,
    ...createCors(parts),
    sockets: { '/chat/v1/feed': createChatFeed(parts, sockets) },
    dismiss: sockets.dismiss,
    drain: sockets.drain,
    close,
  }
}
