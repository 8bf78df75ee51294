import type { ConversationDocument } from '@hotseat/protocol'
import { headersOf, signIn, type Visitor } from './cluster.ts'

/** An agent's desk over HTTP, as far as chats go. */
export type ChatDesk = {
  readonly visitor: Visitor
  call(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: object,
  ): Promise<{ status: number; document: Record<string, unknown> }>
  conversations(state: ConversationDocument['state']): Promise<readonly ConversationDocument[]>
  /** The first conversation in this state, as soon as there is one. */
  first(state: ConversationDocument['state']): Promise<ConversationDocument>
}

/** Signs an agent in and makes them READY on the chat. */
export async function openChatDesk(url: string, username: string): Promise<ChatDesk> {
  const visitor = await signIn(url, username)
  const headers = { ...headersOf(visitor), origin: url, 'content-type': 'application/json' }
  const desk: ChatDesk = {
    visitor,
    async call(method, path, body) {
      const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
      return { status: answer.status, document: (await answer.json()) as Record<string, unknown> }
    },
    async conversations(state) {
      const { document } = await desk.call('GET', '/v1/chat/conversations')
      const { conversations } = document as { conversations: ConversationDocument[] }
      return conversations.filter((each) => each.state === state)
    },
    async first(state) {
      for (;;) {
        const [found] = await desk.conversations(state)
        if (found) return found
      }
    },
  }
  const ready = await desk.call('PUT', '/v1/agent/state', { medium: 'chat', state: 'READY' })
  if (ready.status !== 200) throw new Error(JSON.stringify(ready.document))
  return desk
}
