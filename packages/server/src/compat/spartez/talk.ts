import type { Refusal, Result } from '@hotseat/core'
import { ChatAfter, ChatEndBody, ChatMarksBody, ChatResumeBody, ChatSayBody, ChatStateQuery } from '@hotseat/protocol'
import type { CustomerChat } from '../../chat/customer-chat.ts'
import type { CustomerStates } from '../../chat/customer-state.ts'
import { Refused } from '../../http/problem.ts'
import type { VendorRoute } from '../adapter.ts'
import { createBodyReader } from '../read-body.ts'
import { createQueryReader } from '../read-query.ts'
import type { Admit } from './admit.ts'
import type { ChatBounds } from './chat-bounds.ts'

type TalkParts = {
  readonly admit: Admit
  readonly chat: CustomerChat
  readonly states: CustomerStates
  readonly bounds: ChatBounds
}

/** What a customer who is signed in reads and does. */
export function talkRoutes({ admit, chat, states, bounds }: TalkParts): readonly VendorRoute[] {
  const readState = createQueryReader(ChatStateQuery)
  const readAfter = createBodyReader(ChatAfter)
  const readResume = createBodyReader(ChatResumeBody)
  const readSay = createBodyReader(ChatSayBody)
  const readMarks = createBodyReader(ChatMarksBody)
  const readEnd = createBodyReader(ChatEndBody)

  return [
    {
      method: 'GET',
      path: '/chat/v1/state',
      async handle(request) {
        const caller = await admit(request)
        requireRoom(bounds.looks(caller))
        const { after } = readState(request.query)
        return states.read(caller, after === undefined ? {} : readAfter(parseJson(after)))
      },
    },
    {
      method: 'POST',
      path: '/chat/v1/resume',
      body: ChatResumeBody,
      readsBody: true,
      async handle(request, body) {
        const caller = await admit(request)
        requireRoom(bounds.looks(caller))
        return states.read(caller, readResume(body).after ?? {})
      },
    },
    {
      method: 'POST',
      path: '/chat/v1/messages',
      body: ChatSayBody,
      readsBody: true,
      async handle(request, body) {
        const caller = await admit(request)
        bounds.says(caller)
        return requireValue(await chat.say(caller, readSay(body)))
      },
    },
    {
      method: 'PUT',
      path: '/chat/v1/marks',
      body: ChatMarksBody,
      readsBody: true,
      async handle(request, body) {
        const caller = await admit(request)
        bounds.marks(caller)
        requireValue(await chat.mark(caller, readMarks(body)))
        return { done: true }
      },
    },
    {
      method: 'POST',
      path: '/chat/v1/end',
      body: ChatEndBody,
      readsBody: true,
      async handle(request, body) {
        const caller = await admit(request)
        bounds.ends(caller)
        requireValue(await chat.end(caller, readEnd(body).conversationId))
        return { done: true }
      },
    },
  ]
}

function requireValue<T>(outcome: Result<T>): T {
  if (!outcome.ok) throw new Refused(outcome.refusal)
  return outcome.value
}

function requireRoom(refusal: Refusal | null): void {
  if (refusal !== null) throw new Refused(refusal)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused({ code: 'request.invalid' }, [{ field: 'after', message: 'must be JSON' }])
  }
}
