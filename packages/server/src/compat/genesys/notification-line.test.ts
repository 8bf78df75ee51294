import { afterEach, beforeEach, expect, test } from 'vitest'
import { createGenesysStage, type GenesysStage, joined, shown } from '../../../test/genesys-client.ts'

let stage: GenesysStage
beforeEach(async () => {
  stage = await createGenesysStage()
})
afterEach(() => stage.close())

/** A supervisor changes what agent01 does on voice. */
async function supervise() {
  const browser = stage.browser()
  await browser.signIn('supervisor01')
  return (state: 'READY' | 'NOT_READY') =>
    browser.get('forceState', { params: { id: 'u-agent01' }, body: { medium: 'voice', state } })
}

/** Lets something happen once, right after the store was asked for an agent's row or for the oldest event it keeps. */
function onceAfter(what: 'agents' | 'tail', happen: () => unknown): void {
  const { store } = stage.deps
  const { tenant } = store
  let isToCome = true
  const after = async <T>(answer: T, isIt: boolean): Promise<T> => {
    if (!isIt || !isToCome) return answer
    isToCome = false
    await happen()
    return answer
  }
  Object.assign(store, {
    tenant(id: string) {
      const real = tenant(id)
      const get = async (...asked: Parameters<typeof real.get>) => after(await real.get(...asked), asked[0] === what)
      return { ...real, get, tail: async () => after(await real.tail(), what === 'tail') }
    },
  })
}

test('[GW49] a change between the request and the line’s place in the feed is told', async () => {
  const client = await stage.signedIn('agent01', ['voice'])
  const force = await supervise()
  onceAfter('agents', () => force('READY'))
  const notices = await client.notifications()
  expect(shown(await notices.next())).toEqual(['/v2/me/channels', 'Ready'])
  expect(shown(await notices.next())).toEqual(['/v2/me/devices', 'Ready'])
  await force('NOT_READY')
  expect(shown(await notices.next())).toEqual(['/v2/me/channels', 'NotReady'])
  await notices.close()
})

test('[GW49] [GW42] a change while a gap is filled is told after it, and the id does not run ahead', async () => {
  const client = await stage.signedIn('agent01', ['voice'])
  const force = await supervise()
  // The next row that is read is what fills the gap.
  onceAfter('tail', () => onceAfter('agents', () => force('READY')))
  const notices = await client.notifications('999999999')
  const first = await notices.next()
  expect([notices.lastEventId(), shown(first)]).toEqual(['', ['/v2/me/channels', 'NotReady']])
  const told = [await notices.next(), await notices.next(), await notices.next()]
  expect(told.map(shown)).toEqual([
    ['/v2/me/devices', 'NotReady'],
    ['/v2/me/channels', 'Ready'],
    ['/v2/me/devices', 'Ready'],
  ])
  const ids = told.map((notice) => Number(notice?.id))
  expect(ids[2]).toBeGreaterThan(ids[0] ?? Number.NaN)
  await notices.close()
})

test('[GW40] [GW28] what an administrator changes is in the next notice, and nothing overtakes it', async () => {
  const client = await stage.signedIn('agent01', ['voice'])
  const notices = await joined(await client.notifications())
  const administrator = stage.browser()
  await administrator.signIn('admin01')
  await administrator.get('createReasonCode', { body: { category: 'NOT_READY', code: 77, label: 'Fire drill' } })
  await client.operate('/me/channels/voice', 'NotReady', { reasonCode: 77 })
  await client.operate('/me/channels/voice', 'Ready')
  const told = [await notices.next(), await notices.next(), await notices.next()]
  expect(told[0]?.data.channels[0].userState).toMatchObject({ state: 'NotReady', reason: 'Fire drill' })
  expect(told[1]?.data.devices[0].userState).toMatchObject({ state: 'NotReady', reason: 'Fire drill' })
  expect(shown(told[2] ?? null)).toEqual(['/v2/me/channels', 'Ready'])
  await notices.close()
})
