import type { ChatProjectDocument, ConversationDocument } from '@hotseat/protocol'

/** Somebody of the contact centre, who calls the native API as the desk does. */
type Person = { call<T = unknown>(method: string, path: string, body?: unknown): Promise<T> }

async function signIn(origin: string, username: string): Promise<Person> {
  const headers: Record<string, string> = { 'content-type': 'application/json', origin }
  const person: Person = {
    async call<T>(method: string, path: string, body?: unknown) {
      const response = await fetch(`${origin}${path}`, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const cookie = response.headers.get('set-cookie')?.split(';')[0]
      if (cookie !== undefined) headers.cookie = cookie
      const answer = (await response.json()) as T
      if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
      return answer
    },
  }
  const password = 'demo-password-2026'
  const { csrfToken } = await person.call<{ csrfToken: string }>('POST', '/v1/sign-in', { tenant: 'demo', username, password })
  headers['x-csrf-token'] = csrfToken
  return person
}

/** An administrator, who has projects and their keys. */
export async function startAdministrator(origin: string) {
  const { call } = await signIn(origin, 'admin01')
  return {
    createKey: (project = 'support') =>
      call<{ kid: string; secret: string }>('POST', `/v1/admin/chat/projects/${project}/keys`, {}),
    revokeKey: (kid: string, project = 'support') => call('DELETE', `/v1/admin/chat/projects/${project}/keys/${kid}`),
    change: (changes: Partial<ChatProjectDocument>, project = 'support') =>
      call('PUT', `/v1/admin/chat/projects/${project}`, changes),
  }
}

/** An agent who is READY on the chat, and speaks with one customer at a time. */
export async function startAgent(origin: string, username = 'agent01') {
  const { call } = await signIn(origin, username)
  await call('PUT', '/v1/agent/state', { medium: 'chat', state: 'READY' })
  const find = async (state: ConversationDocument['state']) => {
    const { conversations } = await call<{ conversations: ConversationDocument[] }>('GET', '/v1/chat/conversations')
    return conversations.find((conversation) => conversation.state === state)
  }
  const require = async (state: ConversationDocument['state']) => {
    for (;;) {
      const found = await find(state)
      if (found !== undefined) return found.id
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  let said = 0
  return {
    /** Takes the next conversation that is offered. */
    async accept(): Promise<void> {
      await call('POST', `/v1/chat/conversations/${await require('offered')}`, { action: 'accept' })
    },
    async say(text: string): Promise<void> {
      said += 1
      await call('POST', `/v1/chat/conversations/${await require('open')}/messages`, { clientId: `agent-said-${said}`, text })
    },
    async read(): Promise<void> {
      const found = await find('open')
      if (found === undefined) throw new Error('nothing is open')
      await call('PUT', `/v1/chat/conversations/${found.id}/marks`, { delivered: found.lastSeq, read: found.lastSeq })
    },
    /** How far the customer has come in it. */
    async marks(): Promise<{ delivered: number; read: number } | undefined> {
      return (await find('open'))?.customerMarks
    },
    type: async () => call('POST', `/v1/chat/conversations/${await require('open')}/typing`, {}),
    async close(): Promise<void> {
      await call('POST', `/v1/chat/conversations/${await require('open')}`, { action: 'close' })
    },
    /** Everything that was said in the open conversation, in order. */
    async heard(): Promise<string[]> {
      const path = `/v1/chat/conversations/${await require('open')}/messages`
      const { messages } = await call<{ messages: { text: string }[] }>('GET', path)
      return messages.map(({ text }) => text)
    },
  }
}
