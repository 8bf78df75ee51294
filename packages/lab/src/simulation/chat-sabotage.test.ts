import { refused } from '@hotseat/core'
import type { Handlers, Store } from '@hotseat/server/parts'
import { expect, test } from 'vitest'
import { codeOf } from './log.ts'
import { startAt } from './prepared-tenant.ts'
import { play } from './scenario.ts'
import type { AnswerChat } from './server/sim-node.ts'
import type { Sabotage } from './server/sim-server.ts'

/** Breaks a rule in one day after another, until what notices it says so; the last thing that was said. */
async function complaintOf(sabotage: () => Sabotage, expected: RegExp): Promise<string> {
  let complaint = 'nothing'
  for (let seed = 1; seed <= 12 && !expected.test(complaint); seed += 1) {
    const day = { seed: `chat sabotage ${seed}`, agents: 4, hours: 0.25, sabotage: sabotage(), chat: true }
    const { violation } = await play(day)
    if (violation !== null) complaint = `${violation.id} ${violation.says}`
  }
  return complaint
}

async function expectNoticed(sabotage: () => Sabotage, expected: RegExp): Promise<void> {
  expect(await complaintOf(sabotage, expected)).toMatch(expected)
}

type DepsOf = Parameters<NonNullable<Sabotage['chat']>>[1]
type HubOf = Parameters<NonNullable<Sabotage['hub']>>[0]

/** Customers' calls of one path are answered otherwise. */
const answering =
  (path: string, change: (answer: AnswerChat, deps: DepsOf) => AnswerChat): (() => Sabotage) =>
  () => ({
    chat: (answer, deps) => (call) => (call.path === path ? change(answer, deps)(call) : answer(call)),
  })

/** Handlers are others. */
const replacing =
  (change: (handlers: Handlers, deps: DepsOf) => Partial<Handlers>): (() => Sabotage) =>
  () => ({ handlers: (handlers, deps) => ({ ...handlers, ...change(handlers, deps) }) })

type TenantOf = ReturnType<Store['tenant']>

/** A tenant's rows are read otherwise. */
const reading =
  (change: (tenant: TenantOf) => Partial<TenantOf>): (() => Sabotage) =>
  () => ({
    store: (store) => ({
      ...store,
      tenant: (id) => {
        const tenant = store.tenant(id)
        return { ...tenant, ...change(tenant) }
      },
    }),
  })

const done = { status: 200, body: { done: true } }

test('[SM8] [SM15] [I1] a message that is acknowledged and not kept is noticed', async () => {
  const forgetful = answering('/chat/v1/messages', (answer, { store }) => async (call) => {
    const reply = await answer(call)
    const { conversation, message } = reply.body as { conversation?: { id: string }; message?: { seq: number } }
    if (conversation === undefined || message === undefined) return reply
    await store.tenant('demo').transact(async (tx) => {
      tx.remove('messages', { conversationId: conversation.id, seq: message.seq })
    })
    return reply
  })
  await expectNoticed(forgetful, /^I1 .* was acknowledged as .* is not there/)
})

test('[SM8] [SM15] [I1] an end that is acknowledged without a commit is noticed', async () => {
  const lazy = answering('/chat/v1/end', () => async () => done)
  await expectNoticed(lazy, /^I1 the end of .* not committed/)
})

test('[SM8] [SM16] [I3] a revoked key that goes on signing customers in is noticed', async () => {
  const lenient = replacing(({ revokeChatKey }, { store }) => ({
    revokeChatKey: async (call) => {
      const revoked = await revokeChatKey(call)
      await store.tenant('demo').transact(async (tx) => {
        const row = await tx.get('chatKeys', { projectId: call.params.id, kid: call.params.kid })
        if (row) tx.put('chatKeys', { ...row, revokedAt: null })
      })
      return revoked
    },
  }))
  await expectNoticed(lenient, /^I3 .* by a key that was revoked/)
})

test('[SM8] [SM15] [I3] a customer session that is good after its end is noticed', async () => {
  const lenient = answering('/chat/v1/resume', (answer) => async (call) => {
    const reply = await answer(call)
    return codeOf(reply) === 'chat.session' ? done : reply
  })
  await expectNoticed(lenient, /^I3 .* customer session that had ended/)
})

test('[SM8] [SM17] [I4] a conversation that waits and is overlooked is noticed', async () => {
  const blind = reading(({ find }) => ({
    find: async (table, query) => (query?.orderBy === ('waitingSince' as never) ? [] : find(table, query)),
  }))
  await expectNoticed(blind, /^I4 .* waits although .* is free for it/)
})

test('[SM8] [SM17] [I4] a conversation that stays with an agent who has gone is noticed', async () => {
  const blind = reading(({ find }) => ({
    find: async (table, query) => (JSON.stringify(query?.where) === '{"state":"open"}' ? [] : find(table, query)),
  }))
  // From some time on nobody comes in again, so that who has gone stays away.
  const closing = replacing(({ signIn }, { clock }) => ({
    signIn: async (call) => (clock.now() > startAt + 360_000 ? refused('overload.passwords') : signIn(call)),
  }))
  const both = () => ({ ...blind(), ...closing() })
  await expectNoticed(both, /^I4 .* is with .*, who is (not at the chat|lost)/)
})

test('[SM8] [SM15] [I4] a page that cannot come back is noticed', async () => {
  const closed = answering('/chat/v1/resume', () => async () => ({ status: 503, body: { code: 'store.unavailable', title: '' } }))
  await expectNoticed(closed, /^I4 browser.* although the faults are over/)
})

test('[SM8] [SM15] [I5] a session that is somebody else’s is noticed', async () => {
  const mixed = () => {
    let first: Awaited<ReturnType<AnswerChat>> | null = null
    return answering('/chat/v1/login', (answer) => async (call) => {
      const reply = await answer(call)
      if (reply.status < 400) first ??= reply
      return reply.status < 400 && first !== null ? first : reply
    })()
  }
  await expectNoticed(mixed, /^I5 .* was signed in as .* token does not name/)
})

test('[SM8] [SM15] [I5] a second live conversation is noticed', async () => {
  const doubling = answering('/chat/v1/messages', (answer, { store }) => async (call) => {
    const reply = await answer(call)
    await store.tenant('demo').transact(async (tx) => {
      const [row] = await tx.find('conversations', { where: { state: 'waiting' }, limit: 1 })
      if (row === undefined) return
      const id = `${row.id}-again`
      tx.put('conversations', { ...row, id, conversation: { ...row.conversation, id, lastSeq: 0 } })
    })
    return reply
  })
  await expectNoticed(doubling, /^I5 .* live conversations/)
})

test('[SM8] [SM15] [I5] what another customer says is noticed on the line and on the screen', async () => {
  // The numbers are right; the words are somebody else's.
  const mixed = reading(({ find }) => ({
    find: async (table, query) => {
      const found = await find(table, query)
      const isTelling = table === 'messages' && query?.where !== undefined && 'range' in query
      return isTelling ? (found.map((row) => ({ ...row, text: 'my card is 4242' })) as never) : found
    },
  }))
  await expectNoticed(mixed, /^I5 .* otherwise than it was said/)
})

test('[SM8] [SM16] [I6] a token that counts twice where it counts once is noticed', async () => {
  const forgetful = answering('/chat/v1/login', (answer, { store }) => async (call) => {
    const reply = await answer(call)
    await store.tenant('demo').transact(async (tx) => {
      for (const { projectId, jti } of await tx.find('usedTokens')) tx.remove('usedTokens', { projectId, jti })
    })
    return reply
  })
  await expectNoticed(forgetful, /^I6 .* a second time/)
})

test('[SM8] [SM15] [I7] a change of a conversation that the feed does not tell is noticed', async () => {
  const silent = answering('/chat/v1/marks', (answer, { store }) => async (call) => {
    const reply = await answer(call)
    await store.tenant('demo').transact(async (tx) => {
      const row = await tx.get('conversations', { id: String(call.body.conversationId) })
      if (row) tx.put('conversations', { ...row, conversation: { ...row.conversation, wrapUpCode: 'solved' } })
    })
    return reply
  })
  await expectNoticed(silent, /^I7 the feed tells another/)
})

test('[SM8] [SM15] [I7] a message that a widget is sent a second time is noticed', async () => {
  const stuttering = reading(({ find }) => ({
    find: async (table, query) => {
      if (table !== 'messages' || query === undefined || !('range' in query)) return find(table, query)
      const { range: _, ...all } = query
      return find(table, all)
    },
  }))
  await expectNoticed(stuttering, /^I7 .* was sent 1 of/)
})

test('[SM8] [SM15] [I7] a page that is not told of what happens is noticed', async () => {
  const deaf = () => ({
    hub: (hub: HubOf): HubOf => ({
      ...hub,
      onEvent: (listener) =>
        hub.onEvent((tenantId, event) => {
          if (!event.kind.startsWith('conversation.') && event.kind !== 'message.sent') listener(tenantId, event)
        }),
    }),
  })
  await expectNoticed(deaf, /^I7 browser.* shows/)
})

test('[SM8] [SM15] [I8] the same thing said again that becomes another message is noticed', async () => {
  const forgetful = reading(({ transact }) => ({
    transact: (work) =>
      transact((tx) => work({ ...tx, find: async (table, query) => (table === 'messages' ? [] : tx.find(table, query)) })),
  }))
  await expectNoticed(forgetful, /^I8 .* is 2 messages/)
})

test('[SM8] [SM17] [I8] an agent who is refused what they have said is noticed', async () => {
  const stubborn = replacing(({ sayInConversation }, { store }) => ({
    sayInConversation: async (call) => {
      const { id } = call.params
      const [said] = await store.tenant('demo').find('messages', { where: { conversationId: id, clientId: call.body.clientId } })
      return said ? { ok: false, refusal: { code: 'chat.conversation' } } : sayInConversation(call)
    },
  }))
  await expectNoticed(stubborn, /^I8 .* which was said, and was refused/)
})

test('[SM8] [SM15] [I8] an error of the server’s own is noticed', async () => {
  const broken = answering('/chat/v1/end', () => async () => ({ status: 500, body: { code: 'server.internal', title: '' } }))
  await expectNoticed(broken, /^I8 .* failed with 500/)
})
