import { signIn, type Wire, withSession } from './ameyo-wire.ts'
import { type ConformanceCase, Deviation, type Target } from './case.ts'
import { expectAnswer, expectMembers, expectSame, member, rowsOf } from './expect.ts'

const campaignMembers = ['campaignId', 'campaignName', 'campaignType', 'description', 'processId', 'contactCenterId']

async function firstCampaign({ call, sessionId }: Wire): Promise<string> {
  const [first] = rowsOf('getAssigned', await call('GET', `cc/campaigns/getAssigned?sessionId=${sessionId}`))
  expectMembers('a campaign', first, campaignMembers)
  return String(member(first, 'campaignId'))
}

const store = ({ administrator }: Target) => `cc/serverPreferences?contextType=contactCenter&contextId=${administrator.tenant}`

/** Lines of a push stream until one of this type, or the end. */
async function readUntil({ body }: Response, pushType: string): Promise<unknown> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const part of body ?? []) {
    text += decoder.decode(part, { stream: true })
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) {
      const push: unknown = JSON.parse(line)
      expectMembers('a push', push, ['pushType', 'seqNo', 'data'])
      if (member(push, 'pushType') === pushType) return push
    }
  }
  return null
}

/** What an agent does, what is pushed, and the preference store. */
export const ameyoWork: readonly ConformanceCase[] = [
  {
    name: 'assigned campaigns are listed',
    source: 'public',
    look: async (target) => withSession(target, target.agents[0], async (wire) => void (await firstCampaign(wire))),
  },
  {
    name: 'all campaigns are listed for an administrator',
    source: 'public',
    look: async (target) =>
      withSession(target, target.administrator, async ({ call }) => {
        const [first] = rowsOf('getAllCampaigns', await call('GET', 'cc/campaigns/getAllCampaigns'))
        expectMembers('a campaign', first, campaignMembers)
      }),
  },
  {
    name: 'campaign, extension and status come back with a forced sign-in',
    source: 'seed',
    look: async (target) => {
      const [account] = target.agents
      const first = await signIn(target, account)
      const campaignId = await firstCampaign(first)
      const seat = { campaignId, extension: account.extension }
      expectAnswer('selectCampaign', await first.call('POST', 'cc/agent/selectCampaign', seat), 200)
      expectAnswer('status', await first.call('PUT', 'cc/agent/status', { status: 'READY' }), 200)
      const [before] = rowsOf('userCCRuntimes', await first.call('GET', 'cc/userCCRuntimes'))
      await withSession(target, account, async ({ call }) => {
        const [after] = rowsOf('userCCRuntimes', await call('GET', 'cc/userCCRuntimes'))
        for (const name of ['userId', 'isOnBreak', 'isOnAuto', 'statusDescription', 'terminalInfo', 'readyBreakTime'])
          expectSame(name, member(before, name), member(after, name))
      })
    },
  },
  {
    name: 'a status is set, and an unknown one refused',
    source: 'ours',
    look: async (target) =>
      withSession(target, target.agents[0], async ({ call }) => {
        expectAnswer('ready', await call('PUT', 'cc/agent/status', { status: 'READY' }), 200, { isOnBreak: false })
        expectSame('dancing', 400, (await call('PUT', 'cc/agent/status', { status: 'dancing' })).status)
        const [row] = rowsOf('userCCRuntimes', await call('GET', 'cc/userCCRuntimes'))
        expectSame('isOnBreak', false, member(row, 'isOnBreak'))
      }),
  },
  {
    name: 'a keep-alive brings what came after the last push',
    source: 'ours',
    look: async (target) =>
      withSession(target, target.agents[0], async ({ call, sessionId }) => {
        const ask = async (lastProcessedPushId: number) => {
          const body = { sessionId, listenerName: 'conformance', lastProcessedPushId, pushesFollowPing: true }
          const pushes = member((await call('POST', 'session/keepAliveWithPingPush', body)).body, 'pushes')
          if (!Array.isArray(pushes)) throw new Deviation('pushes', 'a list', pushes)
          for (const push of pushes) expectMembers('a push', push, ['pushType', 'seqNo', 'data'])
          return pushes.map((push) => Number(member(push, 'seqNo')))
        }
        await call('PUT', 'cc/agent/status', { status: 'READY' })
        const all = await ask(-1)
        expectSame('something came', true, all.length > 0)
        expectSame('nothing twice', [], await ask(all.at(-1) ?? -1))
      }),
  },
  {
    name: 'pushes are streamed, one JSON object a line',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        const stop = new AbortController()
        const stream = await wire.pushes(-1, stop.signal)
        expectSame('pushes', 200, stream.status)
        await wire.call('PUT', 'cc/agent/status', { status: 'READY' })
        const push = await readUntil(stream, 'UserCCRuntimeUpdatedPush')
        expectSame('whom it is about', target.agents[0].username, member(push, 'data', 'userId'))
        stop.abort()
      }),
  },
  {
    name: 'a stream fills the quiet',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        const stop = new AbortController()
        const stream = await wire.pushes(-1, stop.signal)
        expectSame('a heartbeat', 'PingPush', member(await readUntil(stream, 'PingPush'), 'pushType'))
        stop.abort()
      }),
  },
  {
    name: 'a stream ends with its session',
    source: 'ours',
    look: async (target) => {
      const wire = await signIn(target, target.agents[0])
      const stream = await wire.pushes(-1, AbortSignal.timeout(10_000))
      await wire.logout()
      expectSame('what comes after the end', null, await readUntil(stream, 'none'))
    },
  },
  {
    name: 'the number of failures is 3 unless the user has another one',
    source: 'seed',
    look: async (target) =>
      withSession(target, target.agents[0], async ({ call }) => {
        const { username } = target.agents[0]
        const answer = await call('GET', `session/getMaxPingFailureCountForUser?userId=${username}`)
        expectAnswer('getMaxPingFailureCountForUser', answer, 200, { userId: username, maxPingFailureCount: 3 })
      }),
  },
  {
    name: 'isAutoReloginEnabled is stored and read as true and false, at the contact centre',
    source: 'seed',
    look: async (target) =>
      withSession(target, target.administrator, async ({ call }) => {
        const read = async () => member((await call('GET', store(target))).body, 'isAutoReloginEnabled')
        const before = await read()
        expectSame('a text', true, before === 'true' || before === 'false')
        try {
          for (const value of ['false', 'true']) {
            const answer = await call('PUT', store(target), { isAutoReloginEnabled: value })
            expectAnswer('PUT serverPreferences', answer, 200, { isAutoReloginEnabled: value })
            expectSame('what is read then', value, await read())
          }
          const maybe = await call('PUT', store(target), { isAutoReloginEnabled: 'maybe' })
          expectSame('another text', 400, maybe.status)
          expectSame('what is read then', 'true', await read())
        } finally {
          await call('PUT', store(target), { isAutoReloginEnabled: String(before) })
        }
      }),
  },
  {
    name: 'a reload of the store is told to running clients',
    source: 'seed',
    look: async (target) =>
      withSession(target, target.agents[0], async (agent) => {
        const stop = new AbortController()
        const stream = await agent.pushes(-1, stop.signal)
        await withSession(target, target.administrator, async ({ call }) =>
          expectAnswer('reload', await call('POST', 'cc/serverPreferences/reload'), 200),
        )
        const push = await readUntil(stream, 'ServerPreferenceStoreReloadedPush')
        expectSame('told', true, push !== null)
        stop.abort()
      }),
  },
]
