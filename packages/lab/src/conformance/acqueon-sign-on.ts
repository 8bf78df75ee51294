import { fifteen, messageOf, open, reasonIn, register, signIn, signOut, type Wire, withSession } from './acqueon-wire.ts'
import type { Account, ConformanceCase, Target } from './case.ts'
import { expectMembers, expectSame, member } from './expect.ts'

/** Registering, signing in, and what follows. */
export const acqueonSignOn: readonly ConformanceCase[] = [
  {
    name: 'a client registers to the channel',
    source: 'seed',
    look: async (target) => (await register(target)).close(),
  },
  {
    name: 'nothing is taken before the registration',
    source: 'ours',
    look: async (target) => {
      const wire = await open(target)
      wire.publish('Agent/SetReadyState')
      const { name, message } = await wire.next()
      expectSame('the answer', ['Error/NotRegistered', 'Agent/SetReadyState'], [name, member(message, 'request')])
      wire.close()
    },
  },
  {
    name: 'a bad frame is answered with what is wrong, and the line stays open',
    source: 'ours',
    look: async (target) => {
      const wire = await register(target)
      const frames = ['{', '{}', '{"channel":"Cisco","topic":"Agent"}', '{"channel":"Cisco","topic":"Agent","subtopic":"Fly"}']
      for (const frame of frames) {
        wire.send(frame)
        const { name, message } = await wire.next()
        expectSame(`the answer to ${frame}`, ['Error/BadMessage', 'string'], [name, typeof member(message, 'reason')])
      }
      wire.publish('Registration/Register')
      expectSame('the line', 'Registration/Registered', (await wire.next()).name)
      wire.close()
    },
  },
  {
    name: 'fifteen events follow a sign-in, in this order',
    source: 'seed',
    look: async (target) =>
      withSession(target, target.agents[0], async (_wire, events) =>
        expectSame(
          'the events',
          fifteen,
          events.map(({ name }) => name.split('/')[1]),
        ),
      ),
  },
  {
    name: 'the events come under their topics, on the channel',
    source: 'ours',
    look: async (target) =>
      withSession(target, target.agents[0], async (_wire, events) => {
        const topics = [
          'Connection',
          'Connection',
          'Agent',
          'Agent',
          'General',
          'Call',
          'Media',
          'Media',
          'System',
          'Media',
          'Media',
        ]
        expectSame(
          'the topics',
          [...topics, 'Agent', 'Agent', 'Agent', 'Agent'],
          events.map(({ name }) => name.split('/')[0]),
        )
        expectSame('the channels', ['Cisco'], [...new Set(events.map(({ channel }) => channel))])
      }),
  },
  {
    name: 'who signs in is placed in NOT_READY',
    source: 'seed',
    look: async (target) =>
      withSession(target, target.agents[0], async (_wire, events) =>
        expectSame('the state', 'NOT_READY', member(messageOf(events, 'Agent/SetAgentState'), 'state')),
      ),
  },
  {
    name: 'the app state has the person as a Finesse user, and no password',
    source: 'public',
    look: async (target) => {
      const [account] = target.agents
      await withSession(target, account, async (_wire, events) => {
        const state = member(messageOf(events, 'General/GetAppState'), 'ctiState')
        const info = member(state, 'userInfo')
        expectSame('userInfo', [account.extension, false], [member(info, 'extension'), member(info, 'ismobileagent')])
        expectSame('agentState', 'NOT_READY', member(state, 'agentState'))
        const rules = member(state, 'rules')
        expectSame('the rules', [0, 'Success'], [member(rules, 'ResponseType'), member(rules, 'ResponseText')])
        expectMembers('the user', member(rules, 'ResponseActual', 'user'), [
          ...['dialogs', 'extension', 'firstName', 'lastName', 'loginId', 'loginName', 'mediaType', 'roles', 'settings', 'state'],
          ...['stateChangeTime', 'teamId', 'teamName', 'uri', 'wrapUpTimer', 'teams'],
        ])
        expectSame('a password in it', false, JSON.stringify(events).includes(account.password))
      })
    },
  },
  {
    name: 'the lists have the members of Finesse’s objects',
    source: 'ours',
    look: async (target) =>
      withSession(target, target.agents[0], async (_wire, events) => {
        const lists: [string, string[]][] = [
          ['Media/SetMRDList', ['id', 'name']],
          ['Media/GetMedia', ['id', 'name', 'state', 'stateChangeTime', 'routable', 'maxDialogLimit', 'interruptible', 'uri']],
          ['Agent/SetNotReadyReasonCodes', ['uri', 'category', 'code', 'label', 'forAll', 'systemCode']],
          ['Agent/SetLogOutReasonCodes', ['uri', 'category', 'code', 'label', 'forAll', 'systemCode']],
          ['Agent/SetWrapupCode', ['uri', 'label', 'forAll']],
          ['Agent/SetPhoneBook', ['name', 'type', 'contacts']],
        ]
        for (const [name, members] of lists) {
          const list = messageOf(events, name)
          expectSame(`${name} is a list`, true, Array.isArray(list))
          for (const each of Array.isArray(list) ? list : []) expectMembers(name, each, members)
        }
        expectSame('the system', 'IN_SERVICE', member(messageOf(events, 'System/SetSystemInfo'), 'status'))
        const calls = { source: 'api', calls: [], isNonVoice: false }
        expectSame('the calls', calls, messageOf(events, 'Call/CallsStateChange'))
      }),
  },
  {
    name: 'an unknown user and a wrong password are told alike',
    source: 'ours',
    look: async (target) => {
      const [account] = target.agents
      const wire = await register(target)
      const wrong = await failure(wire, { ...account, password: `not ${account.password}` })
      const unknown = await failure(wire, { ...account, username: 'nobody-of-this-name' })
      expectSame('a wrong password', { errorType: 'Invalid Credentials' }, wrong)
      expectSame('an unknown user', wrong, unknown)
      wire.close()
      // The right one clears what the wrong one counted.
      await withSession(target, account, async () => undefined)
    },
  },
  {
    name: 'an extension that nobody has is told',
    source: 'ours',
    look: async (target) => {
      const wire = await register(target)
      const told = await failure(wire, { ...target.agents[0], extension: 'no-such-extension' })
      expectSame('the failure', { errorType: 'Invalid Extension' }, told)
      wire.close()
    },
  },
  {
    name: 'five failures in a row lock for five minutes, whoever is named',
    source: 'ours',
    look: async (target) => {
      const wire = await register(target)
      const nobody = { ...target.agents[0], username: `nobody-${crypto.randomUUID()}` }
      for (let each = 0; each < 5; each++) await failure(wire, nobody)
      const sixth = await failure(wire, nobody)
      expectSame('the sixth', 'Account Locked', member(sixth, 'errorType'))
      const seconds = Number(member(sixth, 'retryAfterSeconds'))
      expectSame('nearly five minutes', true, seconds > 200 && seconds <= 300)
      wire.close()
    },
  },
  {
    name: 'who signs in again keeps the state',
    source: 'seed',
    look: async (target) => signsInAgain(target, async (wire) => wire),
  },
  {
    name: 'who signs in again on another line keeps the state',
    source: 'ours',
    look: async (target) => signsInAgain(target, () => register(target)),
  },
]

async function failure(wire: Wire, account: Account): Promise<unknown> {
  const events = await signIn(wire, account)
  expectSame(
    'the failure',
    ['Agent/LoginFailed'],
    events.map(({ name }) => name),
  )
  return events[0]?.message
}

async function signsInAgain(target: Target, lineOf: (first: Wire) => Promise<Wire>): Promise<void> {
  const [account] = target.agents
  const first = await register(target)
  const reason = reasonIn(await signIn(first, account))
  first.publish('Agent/SetReadyState')
  await first.message('Agent/SetAgentState')
  const second = await lineOf(first)
  const again = await signIn(second, account)
  expectSame('the state', 'READY', member(messageOf(again, 'Agent/SetAgentState'), 'state'))
  await signOut(second, reason)
  first.close()
}
