import { messageOf, open, reasonIn, register, signIn, signOut, withSession } from './acqueon-wire.ts'
import type { ConformanceCase } from './case.ts'
import { Deviation } from './case.ts'
import { expectSame, member } from './expect.ts'

/** States, what is asked, signing out, and coming back. */
export const acqueonWork: readonly ConformanceCase[] = [
  {
    name: 'ready and not ready, each told as an event',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire, events) => {
        wire.publish('Agent/SetReadyState')
        expectSame('the state', 'READY', member(await wire.message('Agent/SetAgentState'), 'state'))
        const code = reasonIn(events)
        wire.publish('Agent/SetNotReadyState', { ReasonCodeId: code })
        const told = await wire.message('Agent/SetAgentState')
        expectSame('the state', ['NOT_READY', code], [member(told, 'state'), String(member(told, 'reasonCode', 'code'))])
      }),
  },
  {
    name: 'the app state is told, by either topic',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        for (const topic of ['General', 'Call']) {
          wire.publish(`${topic}/GetAppState`)
          expectSame(topic, 'NOT_READY', member(await wire.message('General/GetAppState'), 'ctiState', 'agentState'))
        }
      }),
  },
  {
    name: 'the call state is told: no calls',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        wire.publish('Call/GetCallState')
        const expected = { source: 'api', calls: [], isNonVoice: false }
        expectSame('the calls', expected, await wire.message('Call/CallsStateChange'))
      }),
  },
  {
    name: 'nobody signs out who is ready',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        wire.publish('Agent/SetReadyState')
        await wire.message('Agent/SetAgentState')
        wire.publish('Connection/Logout')
        wire.publish('General/GetAppState')
        expectSame('the state', 'READY', member(await wire.message('General/GetAppState'), 'ctiState', 'agentState'))
      }),
  },
  {
    name: 'a sign-out is told with its reason, and is the end',
    source: 'ours',
    look: async (target) => {
      const wire = await register(target)
      const events = await signIn(wire, target.agents[0])
      const codes = messageOf(events, 'Agent/SetLogOutReasonCodes')
      const code = String(member(Array.isArray(codes) ? codes[0] : undefined, 'code'))
      wire.publish('Connection/Logout', { ReasonCodeId: code })
      const told = await wire.message('Agent/SetAgentState')
      expectSame('the state', ['LOGOUT', code], [member(told, 'state'), String(member(told, 'reasonCode', 'code'))])
      expectSame('Login', 'LoggedOut', member(await wire.message('Agent/Login'), 'loginState'))
      wire.publish('Agent/SetReadyState')
      expectSame('the answer', 'Agent/SetReadyState', member(await wire.message('Error/NotSignedIn'), 'request'))
      wire.close()
    },
  },
  {
    name: 'a request that is refused says why, and changes nothing',
    source: 'ours',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        wire.publish('Agent/SetNotReadyState', { ReasonCodeId: '65535' })
        const told = await wire.message('Error/RequestRefused')
        expectSame('the refusal', 'Agent/SetNotReadyState', member(told, 'request'))
      }),
  },
  {
    name: 'two agents, each on their own line',
    source: 'ours',
    look: async (target) =>
      withSession(target, target.agents[0], async (first) =>
        withSession(target, target.agents[1], async (second) => {
          second.publish('Agent/SetReadyState')
          expectSame('the second', 'READY', member(await second.message('Agent/SetAgentState'), 'state'))
          first.publish('General/GetAppState')
          const { name } = await first.next()
          expectSame('what the first hears', 'General/GetAppState', name)
        }),
      ),
  },
  {
    name: 'who asks for a key comes back by it, without a password',
    source: 'ours',
    look: async (target) => {
      const first = await register(target, { keepSession: true })
      const events = await signIn(first, target.agents[0])
      const key = member(messageOf(events, 'Registration/SetSession'), 'session')
      if (typeof key !== 'string') throw new Deviation('the key', 'text', key)
      first.publish('Agent/SetReadyState')
      await first.message('Agent/SetAgentState')
      first.close()
      const second = await open(target)
      second.publish('Registration/Register', { session: key })
      expectSame('the state', 'READY', member(await second.message('Agent/SetAgentState'), 'state'))
      await second.message('Agent/SetWrapupCode')
      await signOut(second, reasonIn(events))
    },
  },
  {
    name: 'the page’s library is served',
    source: 'ours',
    look: async ({ url }) => {
      const answer = await fetch(`${url}/compat/acqueon/pubsub.js`)
      expectSame('the status', 200, answer.status)
      expectSame('its type', true, (answer.headers.get('content-type') ?? '').startsWith('text/javascript'))
      expectSame('PubSub in it', true, (await answer.text()).includes('PubSub'))
    },
  },
]
