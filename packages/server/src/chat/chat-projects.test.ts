import { beforeEach, describe, expect, test } from 'vitest'
import { createStage, documentOf, feedOf, refusalOf, type TestBrowser } from '../../test/stage.ts'

let stage: Awaited<ReturnType<typeof createStage>>
let admin: TestBrowser
beforeEach(async () => {
  stage = await createStage()
  admin = stage.browser()
  documentOf(await admin.signIn('admin01'))
})

const shop = { id: 'shop', name: 'Shop', campaigns: ['inbound-support'] }
const change = (body: object, id = 'shop') => admin.call('changeChatProject', { params: { id }, body })

describe('chat projects', () => {
  test('[CT14] a new one lets nobody in until it is told whom', async () => {
    const created = await admin.get('createChatProject', { body: shop })
    expect(created).toEqual({
      ...shop,
      ...{ autoLogin: false, anonymous: false, allowedOrigins: [], audience: null, singleUse: false, disabled: false },
    })
    expect(await admin.get('chatProject', { params: { id: 'shop' } })).toEqual(created)
    expect((await admin.get('chatProjects')).rows.map(({ id }) => id)).toEqual(['sales', 'shop', 'support'])
    expect(refusalOf(await admin.call('createChatProject', { body: shop })).code).toBe('object.exists')
    expect(refusalOf(await change({}, 'nowhere')).code).toBe('object.unknown')
  })

  test('[CT14] its changes are in the audit trail', async () => {
    await admin.get('createChatProject', { body: shop })
    await admin.get('changeChatProject', { params: { id: 'shop' }, body: { autoLogin: true, audience: 'shop', singleUse: true } })
    documentOf(await change({ disabled: true }))
    documentOf(await change({ disabled: false }))
    const told = (await feedOf(stage.deps.store)).filter(({ kind }) => kind === 'settings.changed').map(({ data }) => data)
    expect(told).toEqual(
      ['created', 'changed', 'disabled', 'enabled'].map((how) => ({ kind: 'chatProject', id: 'shop', change: how })),
    )
  })

  test.each([
    '*',
    'https://shop.example/',
    'https://shop.example/chat',
    'http://shop.example',
    'https://*.example',
    'null',
    'HTTPS://shop.example',
    'https://shop.example:443',
  ])('[CT14] [S-32] %s is no origin of a web site', async (origin) => {
    const allowedOrigins = ['https://shop.example', origin]
    expect(refusalOf(await admin.call('createChatProject', { body: { ...shop, allowedOrigins } }))).toMatchObject({
      ...{ code: 'request.invalid', field: 'allowedOrigins' },
    })
  })

  test('[CT14] its campaigns exist, are not disabled and take chats', async () => {
    await admin.get('createCampaign', {
      body: { id: 'calls', name: 'Calls', type: 'inbound', description: '', media: ['voice'] },
    })
    await admin.get('createCampaign', { body: { id: 'old', name: 'Old', type: 'inbound', description: '', media: ['chat'] } })
    await admin.get('changeCampaign', { params: { id: 'old' }, body: { disabled: true } })
    for (const id of ['nowhere', 'calls', 'old'])
      expect(
        refusalOf(await admin.call('createChatProject', { body: { ...shop, campaigns: ['inbound-support', id] } })).field,
      ).toBe('campaigns')
    await admin.get('changeCampaign', { params: { id: 'calls' }, body: { media: ['voice', 'chat'] } })
    await admin.get('createChatProject', { body: { ...shop, campaigns: ['calls'] } })
    expect(documentOf(await change({ disabled: true })).disabled).toBe(true)
    await admin.get('changeCampaign', { params: { id: 'calls' }, body: { media: ['voice'] } })
    expect(documentOf(await change({ name: 'Shop 2' })).name).toBe('Shop 2')
    expect(refusalOf(await change({ disabled: false })).field).toBe('campaigns')
  })
})

describe('canned replies', () => {
  test('[CT15] have a title each; agents have those that are not disabled', async () => {
    const agent = stage.browser()
    documentOf(await agent.signIn('agent01'))
    const { replies } = await agent.get('repliesAtHand')
    expect(replies.map(({ title }) => title)).toEqual(replies.map(({ title }) => title).toSorted())
    const bye = { id: 'bye', title: 'Bye', text: 'Bye,\nand see you soon.' }
    expect(await admin.get('createCannedReply', { body: bye })).toEqual({ ...bye, disabled: false })
    expect(refusalOf(await admin.call('createCannedReply', { body: { ...bye, id: 'bye-2' } }))).toMatchObject({
      code: 'object.exists',
      field: 'title',
    })
    expect((await agent.get('repliesAtHand')).replies).toContainEqual(bye)
    await admin.get('changeCannedReply', { params: { id: 'bye' }, body: { disabled: true } })
    expect((await agent.get('repliesAtHand')).replies).not.toContainEqual(bye)
    expect(await admin.get('cannedReply', { params: { id: 'bye' } })).toEqual({ ...bye, disabled: true })
    expect((await admin.get('cannedReplies')).rows.length).toBe(replies.length + 1)
  })
})
