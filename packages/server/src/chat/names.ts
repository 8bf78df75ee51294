import type { TenantReader } from '../store/store.ts'
import type { MessageRow } from '../store/tables.ts'

/** The names of who speaks, each looked up once. */
export type Names = {
  agent(userId: string): Promise<string>
  author(message: Pick<MessageRow, 'sender' | 'authorId'>): Promise<string>
}

export function createNames(reader: Pick<TenantReader, 'get'>): Names {
  const known = new Map<string, Promise<string>>()
  const once = (key: string, read: () => Promise<string>) => {
    const name = known.get(key) ?? read()
    known.set(key, name)
    return name
  }
  const agent = (id: string) => once(`agent ${id}`, async () => (await reader.get('members', { id }))?.name ?? '')
  return {
    agent,
    async author({ sender, authorId }) {
      if (authorId === null) return ''
      if (sender === 'agent') return agent(authorId)
      return once(`customer ${authorId}`, async () => (await reader.get('customers', { id: authorId }))?.name ?? '')
    },
  }
}
