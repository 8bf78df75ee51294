import { accepted, refused } from '@hotseat/core'
import type { Caller, Handlers, Store } from '@hotseat/server/parts'
import { expect, test } from 'vitest'
import { play } from './scenario.ts'
import type { Sabotage } from './server/sim-server.ts'

/** What notices a broken rule, the first two times: the invariant and what it says. */
async function complaintsOf(sabotage: () => Sabotage, nodes = 1): Promise<readonly string[]> {
  const complaints: string[] = []
  for (let seed = 1; seed <= 12 && complaints.length < 2; seed += 1) {
    const day = { seed: `sabotage ${seed}`, agents: 4, hours: 0.25, sabotage: sabotage(), nodes }
    const { violation } = await play(day)
    if (violation !== null) complaints.push(`${violation.id} ${violation.says}`)
  }
  return complaints
}

/** The ids of the invariants that notice it. */
async function noticedBy(sabotage: () => Sabotage, nodes = 1): Promise<readonly string[]> {
  return [...new Set((await complaintsOf(sabotage, nodes)).map((complaint) => complaint.slice(0, 2)))]
}

type PresenceOf = Parameters<NonNullable<Sabotage['presence']>>[0]
type HubOf = Parameters<NonNullable<Sabotage['hub']>>[0]

const replacing =
  (change: (handlers: Handlers) => Partial<Handlers>): (() => Sabotage) =>
  () => ({
    handlers: (handlers) => ({ ...handlers, ...change(handlers) }),
  })

test('[SM8] [I1] a sign-out that is acknowledged without a commit is noticed', async () => {
  const lazy = replacing(() => ({ signOut: async () => accepted({ document: { done: true } }) }))
  expect(await noticedBy(lazy)).toContain('I1')
})

test('[SM8] [I1] a restart that finds less than was committed is noticed', async () => {
  const forgetful = () => ({
    snapshot: (committed: Parameters<NonNullable<Sabotage['snapshot']>>[0]) => ({
      tables: committed.tables,
      feeds: committed.feeds.map((feed) => ({ ...feed, head: Math.max(0, feed.head - 1), events: feed.events.slice(0, -1) })),
    }),
  })
  expect(await noticedBy(forgetful)).toEqual(['I1'])
})

test('[SM8] [SM12] [I1] a resume that drops what it brings is noticed', async () => {
  const careless = replacing(({ resume }) => ({
    resume: ({ body: { snapshot: _, ...body }, ...call }) => resume({ ...call, body }),
  }))
  expect(await complaintsOf(careless)).toContainEqual(expect.stringMatching(/^I1 .* came back with .* not there/))
})

test('[SM8] [SM12] [I1] a resume that writes over a newer note is noticed', async () => {
  const greedy: () => Sabotage = () => ({
    handlers: (handlers, deps) => ({
      ...handlers,
      resume: async (call) => {
        const { sessionId, snapshot } = call.body
        const tenant = deps.store.tenant('demo')
        const userId = (await tenant.get('sessions', { id: sessionId }))?.userId ?? ''
        const version = (await tenant.get('notes', { userId }))?.version ?? 0
        if (snapshot?.note === undefined) return handlers.resume(call)
        const note = { ...snapshot.note, version }
        return handlers.resume({ ...call, body: { ...call.body, snapshot: { ...snapshot, note } } })
      },
    }),
  })
  expect(await complaintsOf(greedy)).toContainEqual(expect.stringMatching(/^I1 .* was typed over .* and saved over/))
})

test('[SM8] [I2] a lockout counter that never counts is noticed', async () => {
  const blind: () => Sabotage = () => ({
    handlers: (handlers, deps) => ({
      ...handlers,
      signIn: async (call) => {
        const result = await handlers.signIn(call)
        if (!result.ok) {
          const counters = await deps.store.system.find('attempts')
          await deps.store.system.transact(async (tx) => {
            for (const { key } of counters) tx.remove('attempts', { key })
          })
        }
        return result
      },
    }),
  })
  expect(await noticedBy(blind)).toContain('I2')
})

test('[SM8] [I3] a cache of sessions that outlives their end is noticed', async () => {
  const cached: () => Sabotage = () => ({
    callers: (callers) => {
      const known = new Map<string, ReturnType<typeof callers.find>>()
      return {
        ...callers,
        find: (credentials) => {
          const key = `${credentials.accessToken ?? credentials.browserToken} ${credentials.subId}`
          const found = known.get(key) ?? callers.find(credentials)
          known.set(key, found)
          return found
        },
      }
    },
  })
  expect(await noticedBy(cached)).toContain('I3')
})

test('[SM8] [SM11] [I3] a token that is good for longer than until it is replaced is noticed', async () => {
  const generous: () => Sabotage = () => ({
    callers: (callers) => {
      const sessions = new Map<string, Caller>()
      return {
        ...callers,
        find: async (credentials) => {
          const found = await callers.find(credentials)
          const { accessToken } = credentials
          if (accessToken === null) return found
          const known = sessions.get(accessToken)
          if (found.ok) sessions.set(accessToken, found.value)
          return found.ok || known === undefined ? found : callers.recheck(known)
        },
      }
    },
  })
  expect(await complaintsOf(generous)).toContainEqual(expect.stringMatching(/^I3 .* by a token that had (been replaced|expired)/))
})

test('[SM8] [I4] a resume that is refused without a reason is noticed', async () => {
  let asked = 0
  const moody = replacing(({ resume }) => ({
    resume: async (call) => {
      asked += 1
      return asked % 9 === 0 ? refused('resume.unknown') : resume(call)
    },
  }))
  expect(await noticedBy(moody)).toContain('I4')
})

test('[SM8] [I5] the session of somebody else is noticed', async () => {
  const mixed = replacing(({ signIn }) => ({
    signIn: async (call) =>
      signIn({ ...call, body: { ...call.body, username: call.body.username.replace('agent02', 'agent01') } }),
  }))
  expect(await noticedBy(mixed)).toContain('I5')
})

test('[SM8] [SM10] [I5] a label of a tab that names nothing is noticed', async () => {
  const blind: () => Sabotage = () => ({
    callers: (callers) => ({ ...callers, find: (credentials) => callers.find({ ...credentials, subId: '' }) }),
  })
  expect(await complaintsOf(blind)).toContainEqual(expect.stringMatching(/^I5 .* was taken for one of/))
})

test('[SM8] [SM14] [I5] an agent who is signed out while another session of theirs is live is noticed', async () => {
  const forgetful: () => Sabotage = () => ({
    handlers: (handlers, deps) => ({
      ...handlers,
      signIn: async (call) => {
        const result = await handlers.signIn(call)
        if (result.ok && result.value.document.agent)
          await deps.store.tenant('demo').transact(async (tx) => {
            const row = result.ok && (await tx.get('agents', { userId: result.value.document.user.id }))
            if (row) tx.put('agents', { ...row, agent: { ...row.agent, sessionId: null } })
          })
        return result
      },
    }),
  })
  expect(await complaintsOf(forgetful)).toContainEqual(expect.stringMatching(/^I5 .* is signed out with 1 live sessions/))
})

test('[SM8] [I6] a proof that counts twice is noticed', async () => {
  const generous = () => {
    const answers = new Map<string, Awaited<ReturnType<Handlers['resume']>>>()
    return {
      handlers: (handlers: Handlers) => ({
        ...handlers,
        resume: async (call: Parameters<Handlers['resume']>[0]) => {
          const result = answers.get(call.body.challenge) ?? (await handlers.resume(call))
          if (result.ok) answers.set(call.body.challenge, result)
          return result
        },
      }),
    }
  }
  expect(await noticedBy(generous)).toContain('I6')
})

test('[SM8] [SM9] [I4] a socket that moves to a node which does not tell of it is noticed', async () => {
  let moves = 0
  const silent = () => ({
    presence: (presence: PresenceOf) => ({
      ...presence,
      connected: async (caller: Parameters<PresenceOf['connected']>[0]) => {
        moves += 1
        if (moves % 3 !== 0) await presence.connected(caller)
      },
    }),
  })
  expect(await noticedBy(silent, 3)).toEqual(['I4'])
})

test('[SM8] [SM13] [I7] a node that has the database back and leaves out what it has missed is noticed', async () => {
  const forgetful = () => ({
    store: (store: Store) => ({
      ...store,
      subscribe: (listener: Parameters<Store['subscribe']>[0]) =>
        store.subscribe((tenantId, events) => listener(tenantId, events.slice(-1))),
    }),
  })
  expect(await noticedBy(forgetful, 3)).toContain('I7')
})

test('[SM8] [SM9] [I7] an event that comes from another node late, and so a second time, is noticed', async () => {
  const forgetful = () => ({
    hub: (hub: HubOf) => ({ ...hub, add: (follower: Parameters<HubOf['add']>[0]) => hub.add(follower) }),
  })
  expect(await noticedBy(forgetful, 3)).toEqual(['I7'])
})

test('[SM8] [SM9] [I7] a node that is not told of some of the others’ events is noticed', async () => {
  const deaf = () => ({
    hub: (hub: HubOf) => ({
      ...hub,
      add: (follower: Parameters<HubOf['add']>[0], after?: number) => {
        const send = follower.send.bind(follower)
        follower.send = (frame) => !frame.includes('agent.stateChanged') && send(frame)
        hub.add(follower, after)
      },
    }),
  })
  expect(await noticedBy(deaf, 2)).toEqual(['I7'])
})

test('[SM8] [I7] a change that the feed does not tell is noticed', async () => {
  const silent: () => Sabotage = () => ({
    handlers: (handlers, deps) => ({
      ...handlers,
      saveNote: async (call) => {
        const { tenantId, member } = call.caller
        await deps.store.tenant(tenantId).transact(async (tx) => {
          const row = await tx.get('agents', { userId: member.id })
          if (row) tx.put('agents', { ...row, agent: { ...row.agent, place: 'desk-99' } })
        })
        return handlers.saveNote(call)
      },
    }),
  })
  expect(await noticedBy(silent)).toEqual(['I7'])
})

test('[SM8] [I8] a call that is refused because it was done already is noticed', async () => {
  const stubborn: () => Sabotage = () => ({
    handlers: (handlers, deps) => ({
      ...handlers,
      setState: async (call) => {
        const { caller, body } = call
        const row = await deps.store.tenant(caller.tenantId).get('agents', { userId: caller.member.id })
        const now = row?.agent.states.find(({ medium }) => medium === body.medium)
        const isDone = now?.state === body.state && now.reasonCode === (body.reasonCode ?? null)
        return isDone ? refused('agent.transition') : handlers.setState(call)
      },
    }),
  })
  expect(await noticedBy(stubborn)).toContain('I8')
})
