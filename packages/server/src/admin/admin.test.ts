import { operations } from '@hotseat/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { createStage, createTestNode, documentOf, feedOf, refusalOf, type TestBrowser } from '../../test/stage.ts'
import { demoPassword } from '../demo/seed-demo.ts'
import { createFirstAdministratorLink } from '../sign-on/first-administrator.ts'
import { createMemoryStore } from '../store/memory/create-memory-store.ts'
import { parsePersonName } from './person-name.ts'

let stage: Awaited<ReturnType<typeof createStage>>
let admin: TestBrowser
beforeEach(async () => {
  stage = await createStage()
  admin = stage.browser()
  documentOf(await admin.signIn('admin01'))
})

const person = { username: 'Novel.Person', name: 'Nova Person', role: 'executive' } as const

describe('users', () => {
  test('[AD1] a new user has no password; the one-use link lets them choose it', async () => {
    const { user, activation } = await admin.get('createUser', {
      body: { ...person, extension: '5077', campaigns: ['inbound-support'] },
    })
    expect(user).toMatchObject({ username: 'novel.person', hasPassword: false, disabled: false, extension: '5077' })
    expect(activation.expiresAt).toBe(stage.clock.now() + 24 * 3_600_000)
    expect(refusalOf(await stage.browser().signIn('novel.person')).code).toBe('signIn.credentials')

    const stranger = stage.browser()
    const password = 'four words of wisdom'
    const activate = (secret: string, chosen = password) => stranger.call('activate', { body: { secret, password: chosen } })
    expect(refusalOf(await activate(activation.secret, 'short'))).toMatchObject({ code: 'password.length', field: 'password' })
    expect(documentOf(await activate(activation.secret))).toEqual({ tenant: 'demo', username: 'novel.person' })
    expect(refusalOf(await activate(activation.secret)).code).toBe('activation.invalid')
    expect(refusalOf(await activate('made up')).code).toBe('activation.invalid')
    documentOf(await stage.browser().signIn('novel.person', { password }))
    expect((await admin.get('user', { params: { id: user.id } })).hasPassword).toBe(true)
  })

  test('[AD2] the link ends after 24 hours, and with the next one', async () => {
    const { user, activation } = await admin.get('createUser', { body: person })
    const second = await admin.get('resetUser', { params: { id: user.id } })
    const activate = (secret: string) => stage.browser().call('activate', { body: { secret, password: 'four words of wisdom' } })
    expect(refusalOf(await activate(activation.secret)).code).toBe('activation.invalid')
    stage.clock.advance(24 * 3_600_000)
    expect(refusalOf(await activate(second.secret)).code).toBe('activation.invalid')
  })

  test.each([
    ['José Ñandú', 'José Ñandú'],
    ['  Aoife   O’Sullivan ', 'Aoife O’Sullivan'],
    ['Jean-Luc D', 'Jean-Luc D'],
    ['李 小龍', null],
    ['小龍 李', '小龍 李'],
    ['J Smith', null],
    ['Madonna', null],
    ['R2 D2', null],
    ['Bobby; Tables', null],
    ['', null],
    ['- -', null],
  ])('[AD3] the name %j becomes %j', (text, name) => {
    expect(parsePersonName(text)).toBe(name)
  })

  test('[AD4] user name and extension are one person’s, campaigns exist', async () => {
    const create = async (body: object) => refusalOf(await admin.call('createUser', { body: { ...person, ...body } }))
    expect(await create({ username: 'AGENT01' })).toMatchObject({ code: 'object.exists', field: 'username' })
    expect(await create({ extension: '5001' })).toMatchObject({ code: 'object.exists', field: 'extension' })
    expect(await create({ campaigns: ['nothing'] })).toMatchObject({ code: 'request.invalid', field: 'campaigns' })
    expect(await create({ name: 'X' })).toMatchObject({ code: 'request.invalid', field: 'name' })
  })

  test('[AD5] a user access manager makes and touches no administrator', async () => {
    const manager = stage.browser()
    documentOf(await manager.signIn('uam01'))
    const denied = [
      await manager.call('createUser', { body: { ...person, role: 'administrator' } }),
      await manager.call('changeUser', { params: { id: 'u-uam01' }, body: { role: 'administrator' } }),
      await manager.call('changeUser', { params: { id: 'u-admin01' }, body: { disabled: true } }),
      await manager.call('resetUser', { params: { id: 'u-admin01' } }),
      await manager.call('endUserSessions', { params: { id: 'u-admin01' } }),
    ]
    for (const outcome of denied) expect(refusalOf(outcome).code).toBe('permission.denied')
    documentOf(await manager.call('resetUser', { params: { id: 'u-agent01' } }))
  })

  test('[AD6] the last administrator stays one', async () => {
    const params = { id: 'u-admin01' }
    expect(refusalOf(await admin.call('changeUser', { params, body: { disabled: true } })).code).toBe('object.inUse')
    expect(refusalOf(await admin.call('changeUser', { params, body: { role: 'analyst' } })).code).toBe('object.inUse')
  })

  test('[AD7] [S-24] disabling, or another role, ends the sessions at once', async () => {
    const one = stage.browser()
    documentOf(await one.signIn('agent01'))
    const two = stage.browser()
    documentOf(await two.signIn('agent02'))
    await admin.get('changeUser', { params: { id: 'u-agent01' }, body: { disabled: true } })
    await admin.get('changeUser', { params: { id: 'u-agent02' }, body: { role: 'supervisor' } })
    expect(refusalOf(await one.call('session')).code).toBe('session.missing')
    expect(refusalOf(await two.call('session')).code).toBe('session.missing')
    await admin.get('changeUser', { params: { id: 'u-agent01' }, body: { disabled: false } })
    documentOf(await one.signIn('agent01'))
  })

  test('[AD8] [S-62] the account of a person of several tenants is not one tenant’s to reset', async () => {
    const params = { id: 'u-consultant01' }
    expect(refusalOf(await admin.call('resetUser', { params })).code).toBe('permission.denied')
    expect(refusalOf(await admin.call('changeUser', { params, body: { email: 'mine@example.org' } })).code).toBe(
      'permission.denied',
    )
    documentOf(await stage.browser().signIn('consultant01', { tenant: 'acme', password: demoPassword }))
  })

  test('[S-25] an administrator ends every session of a user', async () => {
    const agent = stage.browser()
    documentOf(await agent.signIn('agent01'))
    await admin.get('endUserSessions', { params: { id: 'u-agent01' } })
    expect(refusalOf(await agent.call('session')).code).toBe('session.missing')
    expect(refusalOf(await agent.resume()).code).toBe('resume.byAdministrator')
  })
})

describe('settings', () => {
  test('[AD10] each kind is created, read, changed, disabled and enabled, and told', async () => {
    const place = { id: 'booth', name: 'Booth', extension: '6001', devices: [{ dn: '6001', switch: 'sip-main' }] }
    expect(await admin.get('createPlace', { body: place })).toEqual({ ...place, disabled: false })
    expect(await admin.get('changePlace', { params: { id: 'booth' }, body: { name: 'Corner', disabled: true } })).toMatchObject({
      name: 'Corner',
      disabled: true,
    })
    expect(await admin.get('changePlace', { params: { id: 'booth' }, body: { disabled: false } })).toMatchObject({
      disabled: false,
    })
    expect(await admin.get('place', { params: { id: 'booth' } })).toMatchObject({ name: 'Corner', disabled: false })
    const told = (await feedOf(stage.deps.store)).filter(({ kind }) => kind === 'settings.changed')
    expect(told.map(({ by, data }) => [by, data])).toEqual(
      ['created', 'disabled', 'enabled'].map((change) => ['u-admin01', { kind: 'place', id: 'booth', change }]),
    )
  })

  test('[AD11] places: no two share an extension, a taken one is not disabled', async () => {
    const place = { id: 'booth', name: 'Booth', extension: '5001', devices: [] }
    expect(refusalOf(await admin.call('createPlace', { body: place }))).toMatchObject({
      code: 'object.exists',
      field: 'extension',
    })
    expect(refusalOf(await admin.call('createPlace', { body: { ...place, id: 'desk-01', extension: null } }))).toMatchObject({
      field: 'id',
    })
    documentOf(await stage.browser().signIn('agent01', { place: 'desk-05' }))
    const params = { id: 'desk-05' }
    expect(refusalOf(await admin.call('changePlace', { params, body: { disabled: true } })).code).toBe('object.inUse')
  })

  test('[AD12] campaigns: their media exist, one that is worked for is not disabled', async () => {
    const campaign = { id: 'c', name: 'C', type: 'inbound' as const, description: '', media: ['fax'] }
    expect(refusalOf(await admin.call('createCampaign', { body: campaign }))).toMatchObject({ field: 'media' })
    await admin.get('createCampaign', { body: { ...campaign, media: ['voice'] } })
    documentOf(await stage.browser().signIn('agent01'))
    const disable = (id: string) => admin.call('changeCampaign', { params: { id }, body: { disabled: true } })
    expect(refusalOf(await disable('inbound-support')).code).toBe('object.inUse')
    expect(documentOf(await disable('c')).disabled).toBe(true)
  })

  test('[AD12] one that a chat project has is not disabled, as long as the project is not', async () => {
    const campaign = { params: { id: 'outbound-sales' }, body: { disabled: true } }
    expect(refusalOf(await admin.call('changeCampaign', campaign)).code).toBe('object.inUse')
    await admin.get('changeChatProject', { params: { id: 'sales' }, body: { disabled: true } })
    expect(documentOf(await admin.call('changeCampaign', campaign)).disabled).toBe(true)
  })

  test('[AD12] one that a chat project has keeps the medium chat, as long as the project is not disabled', async () => {
    const change = (media: string[]) => admin.call('changeCampaign', { params: { id: 'outbound-sales' }, body: { media } })
    expect(refusalOf(await change(['voice']))).toMatchObject({ code: 'object.inUse', field: 'media' })
    expect(documentOf(await change(['chat'])).media).toEqual(['chat'])
    await admin.get('changeChatProject', { params: { id: 'sales' }, body: { disabled: true } })
    expect(documentOf(await change(['voice'])).media).toEqual(['voice'])
    expect(documentOf(await change(['voice', 'chat'])).media).toEqual(['voice', 'chat'])
  })

  test('[AD12] nobody comes to a disabled campaign or place: neither by choice nor by coming back', async () => {
    const agent = stage.browser()
    documentOf(await agent.signIn('agent01', { place: 'desk-04' }))
    for (const ms of [31_000, 3_600_000]) {
      stage.clock.advance(ms)
      await stage.tick.run()
    }
    const disabled = { body: { disabled: true } }
    await admin.signIn('admin01')
    await admin.get('changeChatProject', { params: { id: 'sales' }, ...disabled })
    await admin.get('changeCampaign', { params: { id: 'outbound-sales' }, ...disabled })
    await admin.get('changePlace', { params: { id: 'desk-04' }, ...disabled })
    const back = documentOf(await agent.resume())
    expect(back.agent).toMatchObject({ campaigns: ['inbound-support'], place: null, extension: null })
    const chosen = await agent.call('setCampaigns', { body: { campaigns: ['outbound-sales'] } })
    expect(refusalOf(chosen)).toMatchObject({ code: 'signIn.campaigns', field: 'campaigns' })
  })

  test('[AD15] a code is everyone’s or disabled: one that says for whom it is is refused by its schema', () => {
    for (const name of ['createReasonCode', 'createWrapUpCode', 'changeReasonCode', 'changeWrapUpCode'] as const)
      expect(Object.keys(operations[name].body.properties)).not.toContain('forAll')
  })

  test('[AD13] (code, category) and (label, category) are unique; labels and names of the other lists, too', async () => {
    const code = async (body: object) =>
      refusalOf(await admin.call('createReasonCode', { body: { category: 'NOT_READY', code: 99, label: 'New', ...body } }))
    expect(await code({ code: 12 })).toMatchObject({ code: 'object.exists', field: 'id' })
    expect(await code({ label: 'Lunch' })).toMatchObject({ code: 'object.exists', field: 'label' })
    expect(await admin.get('createReasonCode', { body: { category: 'LOGOUT', code: 12, label: 'Lunch' } })).toMatchObject({
      id: 'LOGOUT:12',
    })
    const wrapUp = { id: 'new', label: 'Solved' }
    expect(refusalOf(await admin.call('createWrapUpCode', { body: wrapUp }))).toMatchObject({ field: 'label' })
    const book = { id: 'new', name: 'Partners', type: 'TEAM' as const, contacts: [] }
    expect(refusalOf(await admin.call('createPhoneBook', { body: book }))).toMatchObject({ field: 'name' })
    await admin.get('createPhoneBook', { body: { ...book, name: 'Others' } })
    expect((await admin.get('phoneBooks')).rows.map(({ id }) => id)).toEqual(['house', 'new', 'partners'])
  })

  test('[AD14] agents see at once what was changed: a disabled reason is refused', async () => {
    const agent = stage.browser()
    documentOf(await agent.signIn('agent01'))
    const lunch = () => agent.call('setState', { body: { medium: 'voice', state: 'NOT_READY', reasonCode: 12 } })
    documentOf(await lunch())
    await admin.get('changeReasonCode', { params: { id: 'NOT_READY:12' }, body: { disabled: true } })
    await agent.get('setState', { body: { medium: 'voice', state: 'NOT_READY', reasonCode: 11 } })
    expect(refusalOf(await lunch()).code).toBe('agent.reasonUnknown')
    expect((await agent.get('desk')).reasonCodes.map(({ code }) => code)).not.toContain(12)
  })
})

describe('the first administrator', () => {
  test('[S-74] one link, once, and only while there is nobody', async () => {
    expect(await createFirstAdministratorLink(stage.deps)).toBeNull()

    const node = createTestNode({ store: createMemoryStore(), clock: stage.clock })
    const stale = await createFirstAdministratorLink(node.deps)
    const link = await createFirstAdministratorLink(node.deps)
    const body = { password: 'four words of wisdom', tenant: 'main', username: 'Root', name: 'Ines Duarte' }
    const activate = (secret = '', more: object = {}) => node.browser().call('activate', { body: { ...body, secret, ...more } })
    expect(refusalOf(await activate(stale?.secret)).code).toBe('activation.invalid')
    const { name: _, ...nameless } = body
    expect(refusalOf(await node.browser().call('activate', { body: { ...nameless, secret: link?.secret ?? '' } }))).toMatchObject(
      {
        code: 'request.invalid',
        field: 'name',
      },
    )
    expect(documentOf(await activate(link?.secret))).toEqual({ tenant: 'main', username: 'root' })
    expect(refusalOf(await activate(link?.secret)).code).toBe('activation.invalid')
    expect(await createFirstAdministratorLink(node.deps)).toBeNull()
    const root = node.browser()
    const { user } = documentOf(await root.signIn('root', { tenant: 'main', password: body.password }))
    expect(user.role).toBe('administrator')
  })

  test('[S-74] the link is good for 24 hours', async () => {
    const node = createTestNode({ store: createMemoryStore(), clock: stage.clock })
    const link = await createFirstAdministratorLink(node.deps)
    stage.clock.advance(24 * 3_600_000)
    const body = {
      secret: link?.secret ?? '',
      password: 'four words of wisdom',
      tenant: 'main',
      username: 'root',
      name: 'Ines Duarte',
    }
    expect(refusalOf(await node.browser().call('activate', { body })).code).toBe('activation.invalid')
  })
})
