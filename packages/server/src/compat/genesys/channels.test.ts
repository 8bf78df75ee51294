import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createGenesysStage, type GenesysClient, type GenesysStage } from '../../../test/genesys-client.ts'
import { refusalOf } from '../../../test/stage.ts'
import type { PlaceRow } from '../../store/tables.ts'

const ok = { statusCode: 0 }
let stage: GenesysStage
beforeEach(async () => {
  stage = await createGenesysStage()
})
afterEach(() => stage.close())

/** What the other APIs see of the agent. */
async function agent(userId = 'u-agent01') {
  const row = await stage.deps.store.tenant('demo').get('agents', { userId })
  const states = Object.fromEntries((row?.agent.states ?? []).map(({ medium, state }) => [medium, state]))
  return { extension: row?.agent.extension, place: row?.agent.place, ...states }
}

async function putPlace(id: string, extension: string | null, ...devices: string[]) {
  const row: PlaceRow = {
    id,
    name: `Place ${id}`,
    extension,
    devices: devices.map((dn) => ({ dn, switch: 's' })),
    disabledAt: null,
  }
  await stage.deps.store.tenant('demo').transact(async (tx) => tx.put('places', row))
}

const states = async (client: GenesysClient) => {
  const { channels } = (await client.call('GET', '/me/channels')).body
  return channels.map((each: { channel: string; userState: { state: string } }) => [each.channel, each.userState.state])
}

describe('starting', () => {
  test('[GW20] [GW31] the channels asked for begin, not ready, voice at the default place', async () => {
    const client = await stage.signedIn('agent01')
    expect((await client.start(['voice'])).body).toEqual(ok)
    expect(await agent()).toEqual({ extension: '5001', place: 'desk-01', voice: 'NOT_READY' })
    expect(await states(client)).toEqual([
      ['voice', 'NotReady'],
      ['chat', 'LoggedOut'],
    ])
  })

  test('[GW20] loginCode and queue are read and have no effect, and so has what the vendor adds', async () => {
    const client = await stage.signedIn('agent01')
    const more = { channels: ['voice'], place: null, loginCode: '2001', queue: '', devicePath: 'x' }
    expect((await client.operate('/me', 'StartContactCenterSession', more)).body).toEqual(ok)
  })

  test('[GW21] a start adds to what goes on, and changes none of it', async () => {
    const client = await stage.signedIn('agent01', ['chat'])
    await client.operate('/me/channels/chat', 'Ready')
    await client.start(['voice'])
    expect(await agent()).toMatchObject({ chat: 'READY', voice: 'NOT_READY' })
    await client.operate('/me/channels/voice', 'Ready')
    expect((await client.start()).body).toEqual(ok)
    expect(await agent()).toMatchObject({ chat: 'READY', voice: 'READY' })
  })

  test('[GW21] [GW31] who starts again without a place keeps the seat, and nobody at the default place has to go', async () => {
    const client = await stage.signedIn('agent01', ['voice'], 'desk-07')
    const other = stage.browser()
    await other.signIn('agent02', { extension: '5001' })
    expect((await client.start()).body).toEqual(ok)
    expect(await agent()).toMatchObject({ extension: '5007', place: 'desk-07', voice: 'NOT_READY', chat: 'NOT_READY' })
    expect((await other.call('session')).ok).toBe(true)
    expect((await client.start(['voice'], 'desk-08')).body).toEqual(ok)
    expect(await agent()).toMatchObject({ extension: '5008', place: 'desk-08' })
  })

  test('[GW21] [GW4] who works elsewhere goes on at the seat that they have there', async () => {
    await stage.browser().signIn('agent01', { extension: '5009' })
    const client = await stage.signedIn('agent01', ['voice', 'chat'])
    expect(await agent()).toMatchObject({ extension: '5009' })
    expect((await client.start(['voice'], 'nowhere')).body.statusCode).toBe(6)
    expect(await agent()).toMatchObject({ extension: '5009', voice: 'NOT_READY' })
  })

  test('[GW22] [GW23] what can start does, and the answer says which did not', async () => {
    const client = await stage.signedIn('agent01')
    const answer = await client.start(['email', 'chat', 'voice'], 'nowhere')
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        statusCode: 7,
        statusMessage: 'Partial success',
        failed: [
          { statusCode: 6, statusMessage: 'There is no such channel.', channel: 'email' },
          { statusCode: 6, statusMessage: 'There is no such place.', channel: 'voice' },
        ],
        succeeded: [{ statusCode: 0, channel: 'chat' }],
      },
    ])
    expect(await agent()).toEqual({ extension: null, place: null, chat: 'NOT_READY' })
  })

  test('[GW23] when nothing starts, the answer is the first channel’s', async () => {
    const client = await stage.signedIn('agent01')
    const answer = await client.start(['fax', 'voice'], 'nowhere')
    expect([answer.status, answer.body]).toEqual([404, { statusCode: 6, statusMessage: 'There is no such channel.' }])
    expect(await agent()).toEqual({ extension: null, place: null })
  })

  test('[GW1] [GW60] without channels, or without an operation, a parameter is missing', async () => {
    const client = await stage.signedIn('agent01')
    const missing = { status: 400, body: { statusCode: 1, statusMessage: expect.stringContaining('is missing') } }
    expect(await client.operate('/me', 'StartContactCenterSession')).toMatchObject(missing)
    expect(await client.call('POST', '/me', { body: {} })).toMatchObject(missing)
    expect(await client.call('POST', '/me/channels/voice', { body: {} })).toMatchObject(missing)
    for (const path of ['/me', '/me/channels/voice']) expect(await client.call('POST', path)).toMatchObject(missing)
  })
})

describe('where voice rings', () => {
  test.each([
    ['one device is it', 'p', ['7000'], '5990', '7000'],
    ['of several the one with the place’s number', 'p', ['85990', '5990'], '5990', '5990'],
    ['a place without a list is a phone', 'Place p', [], '5990', '5990'],
  ])('[GW30] [SO27] %s', async (_what, name, devices, extension, expected) => {
    await putPlace('p', extension, ...devices)
    const client = await stage.signedIn('agent01')
    expect((await client.start(['voice'], name)).body).toEqual(ok)
    expect(await agent()).toMatchObject({ place: 'p', extension: expected })
    const [device] = (await client.call('GET', '/me/devices')).body.devices
    expect(device).toMatchObject({ deviceState: 'Active', phoneNumber: expected, userState: { state: 'NotReady' } })
  })

  test.each([
    ['no ACD position', ['1', '2']],
    ['several', ['5990', '5990']],
  ])('[GW30] [SO27] %s: voice fails, chat starts', async (_what, devices) => {
    await putPlace('p', '5990', ...devices)
    const client = await stage.signedIn('agent01')
    const statusMessage = 'The place has no ACD position, or several.'
    expect((await client.start(['voice', 'chat'], 'p')).body).toMatchObject({
      statusCode: 7,
      failed: [{ channel: 'voice', statusCode: 2, statusMessage }],
      succeeded: [{ channel: 'chat' }],
    })
    expect(await client.start(['voice'], 'p')).toMatchObject({ status: 409, body: { statusCode: 2, statusMessage } })
    expect(await agent()).toEqual({ extension: null, place: null, chat: 'NOT_READY' })
  })

  test('[GW31] who has a number that is no place’s rings there; who has none rings nowhere', async () => {
    const number = (extension: string | null) =>
      stage.deps.store.tenant('demo').transact(async (tx) => {
        const member = await tx.get('members', { id: 'u-agent01' })
        if (member) tx.put('members', { ...member, extension })
      })
    await number('6001')
    const working = await stage.signedIn('agent01')
    expect((await working.start(['voice'])).body).toEqual(ok)
    expect(await agent()).toMatchObject({ extension: '6001', place: null })
    await working.operate('/me', 'EndContactCenterSession')
    await number(null)
    const client = await stage.signedIn('agent01')
    expect((await client.start(['voice'])).body.statusCode).toBe(6)
    await client.operate('/me', 'EndContactCenterSession')
    expect((await (await stage.signedIn('agent01')).call('GET', '/me')).body.user.devices).toEqual([])
  })

  test('[GW32] a disabled place is none, and so is one of another tenant', async () => {
    await putPlace('p', '5990')
    await stage.deps.store.tenant('demo').transact(async (tx) => {
      const place = await tx.get('places', { id: 'p' })
      if (place) tx.put('places', { ...place, disabledAt: 1 })
    })
    const client = await stage.signedIn('agent01')
    for (const place of ['p', '7001']) expect((await client.start(['voice'], place)).body.statusCode).toBe(6)
  })

  test('[GW33] [SI11] whoever worked at that seat is signed out', async () => {
    const first = await stage.signedIn('agent01', ['voice'], 'desk-07')
    await stage.signedIn('agent02', ['voice'], 'Desk 07')
    expect((await first.call('GET', '/me')).body.statusCode).toBe(20)
    expect(await agent('u-agent02')).toMatchObject({ extension: '5007', place: 'desk-07' })
  })
})

describe('states', () => {
  test('[GW24] a channel that was not started has no state to change; one that the tenant lacks does not exist', async () => {
    const client = await stage.signedIn('agent01', ['chat'])
    expect(await client.operate('/me/channels/voice', 'Ready')).toMatchObject({ status: 409, body: { statusCode: 2 } })
    for (const method of ['GET', 'POST'])
      expect(
        await client.call(method, '/me/channels/fax', method === 'POST' ? { body: { operationName: 'Ready' } } : {}),
      ).toMatchObject({ status: 404, body: { statusCode: 6, statusMessage: 'There is no such channel.' } })
    expect(await client.operate('/me/channels/chat', 'Ready')).toMatchObject({ body: ok })
  })

  test('[GW25] [AG18] NotReady asks for no reason; a reason of the tenant’s list is an operation of its own', async () => {
    const client = await stage.signedIn('agent01', ['voice'])
    const state = async () => (await client.call('GET', '/me/channels/voice')).body.channel.userState
    expect((await client.operate('/me/channels/voice', 'Ready')).body).toEqual(ok)
    expect(await state()).toEqual({ id: 'Ready', displayName: 'Ready', state: 'Ready' })
    expect((await client.operate('/me/channels/voice', 'NotReady')).body).toEqual(ok)
    expect(await state()).toEqual({ id: 'NotReady', displayName: 'Not Ready', state: 'NotReady' })
    for (const name of ['ShortBreak', 'Short break', 'shortbreak']) {
      await client.operate('/me/channels/voice', 'Ready')
      expect((await client.operate('/me/channels/voice', name)).body).toEqual(ok)
      expect(await state()).toEqual({ id: 'NotReady', displayName: 'Short break', state: 'NotReady', reason: 'Short break' })
    }
    expect((await client.operate('/me/channels/voice', 'NotReady', { reasonCode: 12 })).body).toEqual(ok)
    expect(await state()).toMatchObject({ reason: 'Lunch' })
    expect(await client.operate('/me/channels/voice', 'NotReady', { reasonCode: 999 })).toMatchObject({ status: 400 })
    expect(await client.operate('/me/channels/voice', 'Dance')).toMatchObject({ status: 400, body: { statusCode: 10 } })
  })

  test('[GW25] for the whole person it is every started channel', async () => {
    const client = await stage.signedIn('agent01')
    expect(await client.operate('/me', 'Ready')).toMatchObject({ status: 409, body: { statusCode: 2 } })
    await client.start()
    expect((await client.operate('/me', 'Ready')).body).toEqual(ok)
    expect(await agent()).toMatchObject({ voice: 'READY', chat: 'READY' })
    expect((await client.operate('/me', 'NotReady')).body).toEqual(ok)
    expect(await agent()).toMatchObject({ voice: 'NOT_READY', chat: 'NOT_READY' })
  })

  test('[GW27] what happens on a channel is told in the vendor’s words', async () => {
    const client = await stage.signedIn('agent01', ['voice', 'chat'])
    await client.operate('/me', 'Ready')
    const shown = async () => {
      const { channel } = (await client.call('GET', '/me/channels/voice')).body
      return [channel.userState.displayName, channel.activity]
    }
    const supervisor = stage.browser()
    await supervisor.signIn('supervisor01')
    await supervisor.get('demoCall', { body: { userId: 'u-agent01', campaign: 'inbound-support' } })
    expect(await shown()).toEqual(['Ready', 'DeliveringInteraction'])
    const row = await stage.deps.store.tenant('demo').get('agents', { userId: 'u-agent01' })
    const id = row?.agent.states.find(({ interaction }) => interaction)?.interaction?.id ?? ''
    const desk = stage.browser()
    await desk.signIn('agent01', { takeOver: true })
    await desk.get('actOnInteraction', { params: { id }, body: { action: 'answer' } })
    const again = await stage.signedIn('agent01')
    client.cookie = again.cookie
    expect(await shown()).toEqual(['Ready', 'HandlingInteraction'])
  })

  test('[GW28] [CP1] [AG17] what a supervisor forced stands, also against this API', async () => {
    const client = await stage.signedIn('agent01', ['voice'])
    await client.operate('/me/channels/voice', 'Ready')
    const supervisor = stage.browser()
    await supervisor.signIn('supervisor01')
    await supervisor.get('forceState', { params: { id: 'u-agent01' }, body: { medium: 'voice', state: 'NOT_READY' } })
    const { channel } = (await client.call('GET', '/me/channels/voice')).body
    expect(channel.userState).toEqual({
      ...{ id: 'NotReady', displayName: 'Set by a supervisor', state: 'NotReady', reason: 'Set by a supervisor' },
    })
    await supervisor.get('forceSignOut', { params: { id: 'u-agent01' }, body: {} })
    expect((await client.call('GET', '/me')).body.statusCode).toBe(20)
    expect(
      refusalOf(await supervisor.call('forceState', { params: { id: 'u-agent01' }, body: { medium: 'voice', state: 'READY' } }))
        .code,
    ).toBe('agent.notSignedIn')
  })
})

test('[GW32] [AD14] what an administrator changes holds at once', async () => {
  const client = await stage.signedIn('agent01', ['voice'])
  const administrator = stage.browser()
  await administrator.signIn('admin01')
  const ask = async () => (await client.start(['voice'], 'Window seat')).body.statusCode
  expect(await ask()).toBe(6)
  const body = { id: 'window', name: 'Window seat', extension: '5991', devices: [{ dn: '5991', switch: 's' }] }
  await administrator.get('createPlace', { body })
  expect(await ask()).toBe(0)
  await client.start(['voice'], 'desk-01')
  await administrator.get('changePlace', { params: { id: 'window' }, body: { disabled: true } })
  expect(await ask()).toBe(6)
})
