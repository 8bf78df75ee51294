import { isOrigin } from '@hotseat/core'
import type { ChatProjectDocument } from '@hotseat/protocol'
import { createShelfCalls, disabledAtOf, type Shelf } from '../admin/shelf.ts'
import type { Deps } from '../deps.ts'
import type { ChatProjectRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { chatMedium } from './chat-medium.ts'

/** Chat projects: their campaigns are there and take chats, their web sites are exact origins (spec CT14). */
export function createChatProjects(
  deps: Deps,
): Pick<Handlers, 'chatProjects' | 'createChatProject' | 'chatProject' | 'changeChatProject'> {
  const calls = createShelfCalls(deps, chatProjectShelf)
  return {
    chatProjects: ({ caller }) => calls.list(caller),
    chatProject: ({ caller, params }) => calls.read(caller, params.id),
    createChatProject: ({ caller, body }) => calls.create(caller, { ...bare, ...body, disabledAt: null }),
    changeChatProject: ({ caller, params, body: { disabled, ...rest } }) =>
      calls.change(caller, params.id, (row, now) => ({ ...row, ...rest, disabledAt: disabledAtOf(row, disabled, now) })),
  }
}

/** A new project lets nobody in until an administrator says whom. */
const bare = { autoLogin: false, anonymous: false, allowedOrigins: [], audience: null, singleUse: false } as const

const chatProjectShelf: Shelf<ChatProjectRow, ChatProjectDocument> = {
  kind: 'chatProject',
  get: (reader, id) => reader.get('chatProjects', { id }),
  all: (reader) => reader.find('chatProjects', { orderBy: 'id' }),
  put: (tx, row) => tx.put('chatProjects', row),
  show: ({ disabledAt, allowedOrigins, campaigns, ...row }) => ({
    ...row,
    allowedOrigins: [...allowedOrigins],
    campaigns: [...campaigns],
    disabled: disabledAt !== null,
  }),
  check: async (reader, next) => {
    if (!next.allowedOrigins.every(isOrigin)) return { code: 'request.invalid', field: 'allowedOrigins' }
    // One that nobody reaches may keep a campaign that is gone, else it could not be disabled.
    if (next.disabledAt !== null) return null
    const campaigns = await Promise.all(next.campaigns.map((id) => reader.get('campaigns', { id })))
    const takesChats = campaigns.every((row) => row?.disabledAt === null && row.media.includes(chatMedium))
    return takesChats ? null : { code: 'request.invalid', field: 'campaigns' }
  },
}
