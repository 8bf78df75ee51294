import { type Conversation, mayDo, type Recording, type RefusalCode, roles } from '@hotseat/core'
import { type Access, type OperationName, operations } from '@hotseat/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { createStage, documentOf, feedOf, type Parts, refusalOf, type TestBrowser } from '../test/stage.ts'

/** An id of acme for every operation that takes one: what it names there, and the body that goes with it. */
const foreign: { readonly [N in OperationName]?: Parts<N> } = {
  endSession: {},
  forceState: { body: { medium: 'voice', state: 'NOT_READY' } },
  forceSignOut: { body: {} },
  messageAgent: { body: { text: 'hello' } },
  actOnInteraction: { body: { action: 'end' } },
  user: {},
  changeUser: { body: { name: 'Somebody Else' } },
  resetUser: {},
  unblockUser: {},
  removeSecondFactor: {},
  endUserSessions: {},
  place: {},
  changePlace: { body: { name: 'Mine' } },
  campaign: {},
  changeCampaign: { body: { name: 'Mine' } },
  reasonCode: {},
  changeReasonCode: { body: { label: 'Mine' } },
  wrapUpCode: {},
  changeWrapUpCode: { body: { label: 'Mine' } },
  phoneBook: {},
  changePhoneBook: { body: { name: 'Mine' } },
  conversationMessages: { query: {} },
  sayInConversation: { body: { clientId: 'client-id', text: 'hello' } },
  actOnConversation: { body: { action: 'accept' } },
  transferConversation: { body: { campaign: 'inbound-support' } },
  markConversation: { body: { delivered: 1, read: 1 } },
  typeInConversation: {},
  chatProject: {},
  changeChatProject: { body: { name: 'Mine' } },
  chatKeys: {},
  createChatKey: {},
  revokeChatKey: { params: { id: '', kid: 'only-acme' } },
  checkChatToken: { body: { token: 'x' } },
  cannedReply: {},
  changeCannedReply: { body: { title: 'Mine' } },
  recording: {},
  actOnRecording: { body: { action: 'pause' } },
  revokeRecorder: {},
}
/** Whose refusal has another name: it is the same for what is one's own and over. */
const otherwise: { readonly [N in OperationName]?: RefusalCode } = {
  actOnInteraction: 'agent.interaction',
  typeInConversation: 'chat.conversation',
}
const takesId = (name: OperationName) => operations[name].path.includes('/:id')
const names = Object.keys(operations).filter((name): name is OperationName => Object.hasOwn(operations, name))

const none = { delivered: 0, read: 0 }
const conversation: Conversation = {
  ...{
    id: 'only-acme',
    projectId: 'only-acme',
    customerId: 'only-acme',
    campaign: 'only-acme',
    state: 'open',
    agentId: 'u-agent01',
  },
  ...{
    startedAt: 1,
    waitingSince: null,
    offeredAt: 2,
    openedAt: 3,
    closedAt: null,
    closedBy: null,
    wrapUpCode: null,
    lastSeq: 1,
  },
  ...{ customer: none, agent: none, missedBy: [], wishedAgentId: null },
}

const recording: Recording = {
  ...{ id: 'only-acme', userId: 'u-agent01', place: null, state: 'asked', askedAt: 1, giveUpAt: 9e15, startedAt: null },
  ...{ stoppedAt: null, calls: [], pauses: [], recorderId: null, partCount: null, failure: null },
}
const { id, userId, state, askedAt, recorderId } = recording
const recordingRow = { ...{ id, userId, place: recording.place, state, askedAt, recorderId }, dueAt: null, recording }

let stage: Awaited<ReturnType<typeof createStage>>
let callers: Map<string, TestBrowser>
let acmeIds: string[]
beforeEach(async () => {
  stage = await createStage()
  const acme = stage.browser()
  documentOf(await acme.signIn('wile01', { tenant: 'acme' }))
  await acme.get('setState', { body: { medium: 'voice', state: 'READY' } })
  const { interactionId } = await acme.get('demoCall', { body: {} })
  await stage.deps.store.tenant('acme').transact(async (tx) => {
    tx.put('campaigns', { id: 'only-acme', name: 'A', type: 'inbound', description: '', media: [], disabledAt: null })
    tx.put('places', { id: 'only-acme', name: 'A', extension: null, devices: [], disabledAt: null })
    tx.put('wrapUpCodes', { id: 'only-acme', label: 'A', disabledAt: null })
    tx.put('phoneBooks', { id: 'only-acme', name: 'A', type: 'TEAM', contacts: [], disabledAt: null })
    const reason = { category: 'NOT_READY', code: 77, label: 'A', system: false, disabledAt: null } as const
    tx.put('reasonCodes', { id: 'NOT_READY:77', ...reason })
    const bare = {
      autoLogin: true,
      anonymous: true,
      allowedOrigins: [],
      campaigns: ['only-acme'],
      audience: null,
      singleUse: false,
    }
    tx.put('chatProjects', { id: 'only-acme', name: 'A', ...bare, disabledAt: null })
    const key = { sealedSecret: 'x', createdAt: 1, createdBy: null, lastUsedAt: null, revokedAt: null }
    tx.put('chatKeys', { projectId: 'only-acme', kid: 'only-acme', ...key })
    tx.put('cannedReplies', { id: 'only-acme', title: 'A', text: 'A', disabledAt: null })
    // As if who asks had it: the tenant alone stands between.
    tx.put('recordings', recordingRow)
    const point = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const
    const stands = { place: null, version: '1', firstSeenAt: 1, lastSeenAt: 1, revokedAt: null, usedChallenges: [] }
    tx.put('recorders', { id: 'only-acme', key: point, userId: 'u-agent01', ...stands })
    const { id, projectId, customerId, state, agentId, closedAt } = conversation
    tx.put('conversations', {
      id,
      projectId,
      customerId,
      state,
      agentId,
      closedAt,
      queue: null,
      waitingSince: null,
      conversation,
    })
  })
  acmeIds = ['u-wile01', acme.sessionId, interactionId, 'only-acme', 'NOT_READY:77']
  callers = new Map()
  for (const username of ['agent01', 'supervisor01', 'admin01']) {
    const browser = stage.browser()
    documentOf(await browser.signIn(username))
    callers.set(username, browser)
  }
})

function callerFor(access: Access): TestBrowser {
  const username = access === 'desk.work' ? 'agent01' : 'admin01'
  const browser = callers.get(username)
  if (!browser) throw new Error(username)
  return browser
}

describe('[S-62] an object of another tenant does not exist', () => {
  test('[S-62] the list of operations that take an id is complete', () => {
    expect(names.filter(takesId).toSorted()).toEqual(Object.keys(foreign).toSorted())
  })

  test.each(names.filter(takesId))('[S-62] %s', async (name) => {
    const before = await feedOf(stage.deps.store, 'acme')
    for (const id of [...acmeIds, 'nothing']) {
      const parts = foreign[name]
      const call = { ...parts, params: { ...parts?.params, id } } as Parts<typeof name>
      const outcome = await callerFor(operations[name].access).call(name, call)
      const expected = otherwise[name] ?? 'object.unknown'
      expect(refusalOf(outcome)).toMatchObject({ code: expected })
    }
    expect(await feedOf(stage.deps.store, 'acme')).toEqual(before)
  })

  test('[S-62] nor by a name in a query, a body or a level', async () => {
    const admin = callerFor('preferences.manage')
    expect(refusalOf(await admin.call('preferences', { query: { as: 'u-wile01' } })).code).toBe('object.unknown')
    const params = { level: 'user:u-wile01', key: 'desk.theme' }
    expect(refusalOf(await admin.call('preference', { params })).code).toBe('object.unknown')
    expect(refusalOf(await admin.call('setPreference', { params, body: { value: 'dark' } })).code).toBe('object.unknown')
    expect(refusalOf(await admin.call('resetPreference', { params })).code).toBe('object.unknown')
    expect((await admin.get('audit', { query: { user: 'u-wile01' } })).events).toEqual([])
    expect(refusalOf(await admin.call('demoCall', { body: { userId: 'u-wile01' } })).code).toBe('object.unknown')
    expect(refusalOf(await admin.call('demoCall', { body: { campaign: 'only-acme' } })).code).toBe('object.unknown')
    const agent = callerFor('desk.work')
    expect(refusalOf(await agent.call('setCampaigns', { body: { campaigns: ['only-acme'] } })).code).toBe('signIn.campaigns')
    expect(refusalOf(await agent.call('conversations', { query: { customerOf: 'only-acme' } })).code).toBe('object.unknown')
    expect(refusalOf(await stage.browser().signIn('agent02', { place: 'only-acme' })).code).toBe('signIn.place')
  })

  test('[S-62] every list shows the caller’s tenant only', async () => {
    const admin = callerFor('users.manage')
    const lists = [
      'users',
      'places',
      'campaigns',
      'reasonCodes',
      'wrapUpCodes',
      'phoneBooks',
      'chatProjects',
      'cannedReplies',
      'recorders',
      'repliesAtHand',
      'floor',
      'desk',
      'audit',
    ] as const
    for (const name of lists) {
      const text = JSON.stringify(await admin.get(name))
      for (const id of acmeIds) expect(text).not.toContain(id)
    }
    expect((await callerFor('desk.work').get('conversations', { query: {} })).conversations).toEqual([])
  })
})

test('every access that an operation asks for is some role’s', () => {
  for (const { access } of Object.values(operations)) {
    if (access !== 'anyone' && access !== 'session') expect(roles.some((role) => mayDo(role, access))).toBe(true)
  }
})
