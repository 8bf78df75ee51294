import { describe, expect, test } from 'vitest'
import { createHotseat } from './create-hotseat.ts'
import { signedInTab, signIn, startTest } from './testing/start-test.ts'
import type { World } from './world.ts'

/** Three tabs of one browser in one session, the first of them leading. */
async function threeTabs() {
  const test = startTest()
  const tabs = [test.browser.open(), test.browser.open(), test.browser.open()] as const
  /** How often each tab has asked the server for something, whether it was there or not. */
  const requests = [0, 0, 0]
  const worldOf = (tab: 0 | 1 | 2): World => ({
    ...tabs[tab].world,
    fetch(url, init) {
      requests[tab] = (requests[tab] ?? 0) + 1
      return tabs[tab].world.fetch(url, init)
    },
  })
  const hotseats = [
    createHotseat({ world: worldOf(0) }),
    createHotseat({ world: worldOf(1) }),
    createHotseat({ world: worldOf(2) }),
  ] as const
  await signIn(hotseats[0], test.server)
  await test.clock.pass(0)
  await hotseats[1].restore()
  await hotseats[2].restore()
  await test.clock.pass(1)
  return { ...test, hotseats, tabs, requests }
}

describe('tabs of one session', () => {
  test('[TB1] a loss of all costs one probe at a time and one resume, and all come back', async () => {
    const { server, clock, hotseats } = await threeTabs()
    expect(server.sockets).toBe(3)
    server.kill()
    await clock.pass(5_000)
    server.mode = 'up'
    await clock.pass(10_000)
    expect(hotseats.map(({ status }) => status.kind)).toEqual(['connected', 'connected', 'connected'])
    expect(server.sent('POST /v1/resume')).toBe(1)
    expect(server.sockets).toBe(3)
    for (const hotseat of hotseats) hotseat.close()
  })

  test('[TB2] a follower that alone lost its socket needs no resume', async () => {
    const { server, clock, hotseats } = await threeTabs()
    server.cut(1)
    expect(hotseats[1].status.kind).toBe('reconnecting')
    await clock.pass(1)
    expect(hotseats[1].status).toEqual({ kind: 'connected' })
    expect(server.sent('POST /v1/resume')).toBe(0)
    for (const hotseat of hotseats) hotseat.close()
  })

  test('[TB2] a follower hears what happened while its own socket was gone', async () => {
    const { server, clock, hotseats } = await threeTabs()
    const heard: number[] = []
    hotseats[1].on('event', ({ offset }) => heard.push(offset))
    server.cut(1)
    await hotseats[0].call('setState', { body: { medium: 'voice', state: 'READY' } })
    server.kill()
    server.emit({ kind: 'note.saved', userId: 'agent01', data: { version: 2 } })
    await clock.pass(5_000)
    server.mode = 'up'
    await clock.pass(10_000)
    expect(hotseats[1].status).toEqual({ kind: 'connected' })
    expect(heard).toEqual([1, 2])
    for (const hotseat of hotseats) hotseat.close()
  })

  test('a tab that has not asked for the session yet takes none from the others', async () => {
    const { server, clock, hotseats, browser } = await threeTabs()
    const fresh = createHotseat({ world: browser.open().world })
    server.kill()
    await clock.pass(1_000)
    server.mode = 'up'
    await clock.pass(10_000)
    expect(fresh.session).toBeNull()
    for (const hotseat of [...hotseats, fresh]) hotseat.close()
  })

  test('[TB5] when the leading tab is gone another leads and brings the rest back', async () => {
    const { server, clock, hotseats, tabs } = await threeTabs()
    server.kill()
    hotseats[0].close()
    tabs[0].kill()
    await clock.pass(5_000)
    server.mode = 'up'
    await clock.pass(10_000)
    expect(hotseats.slice(1).map(({ status }) => status.kind)).toEqual(['connected', 'connected'])
    expect(server.sent('POST /v1/resume')).toBe(1)
    for (const hotseat of hotseats) hotseat.close()
  })

  test('[TB6] through an outage of ten minutes only the leader asks for the server, and the others show when', async () => {
    const { server, clock, hotseats, requests } = await threeTabs()
    server.kill()
    const before = [...requests]
    await clock.pass(10 * 60_000)
    expect(requests[0]).toBeGreaterThan((before[0] ?? 0) + 30)
    expect(requests.slice(1)).toEqual(before.slice(1))
    const nextTries = hotseats.map(({ status }) => (status.kind === 'reconnecting' ? status.nextTryAt : null))
    expect(nextTries).toEqual([nextTries[0], nextTries[0], nextTries[0]])
    server.mode = 'up'
    await clock.pass(15_000)
    expect(hotseats.map(({ status }) => status.kind)).toEqual(['connected', 'connected', 'connected'])
    for (const hotseat of hotseats) hotseat.close()
  })

  test('[TB6] a leader that dies in a long outage is followed by one other that asks', async () => {
    const { server, clock, hotseats, tabs, requests } = await threeTabs()
    server.kill()
    await clock.pass(60_000)
    hotseats[0].close()
    tabs[0].kill()
    const before = [...requests]
    await clock.pass(5 * 60_000)
    expect(requests.map((count, tab) => count > (before[tab] ?? 0))).toEqual([false, true, false])
    server.mode = 'up'
    await clock.pass(15_000)
    expect(hotseats.slice(1).map(({ status }) => status.kind)).toEqual(['connected', 'connected'])
    for (const hotseat of hotseats) hotseat.close()
  })

  test('[TB4] a sign-out in one tab reaches all', async () => {
    const { clock, hotseats, server } = await threeTabs()
    await hotseats[2].signOut()
    await clock.pass(1)
    expect(hotseats.map(({ session }) => session)).toEqual([null, null, null])
    expect(hotseats.every(({ status }) => status.kind === 'signedOut')).toBe(true)
    expect(server.sockets).toBe(0)
  })

  test('[TB4] an end reaches all with its reason', async () => {
    const { clock, hotseats, server } = await threeTabs()
    server.end(hotseats[0].session?.session.id ?? '', 'resume.bySupervisor')
    await clock.pass(1)
    for (const { status } of hotseats) expect(status).toEqual({ kind: 'signedOut', code: 'resume.bySupervisor' })
  })

  test('a sign-in in one tab signs in the others, and each can come back by the key', async () => {
    const { clock, hotseats, server, browser } = await threeTabs()
    await hotseats[0].signOut()
    await clock.pass(1)
    await hotseats[1].signIn({ tenant: 'demo', username: 'agent02', password: server.password })
    await clock.pass(1)
    expect(hotseats.map(({ session }) => session?.user.username)).toEqual(['agent02', 'agent02', 'agent02'])
    browser.cookies.jar = null
    server.kill()
    await clock.pass(1_000)
    server.mode = 'up'
    await clock.pass(20_000)
    expect(hotseats.map(({ status }) => status.kind)).toEqual(['connected', 'connected', 'connected'])
    for (const hotseat of hotseats) hotseat.close()
  })

  test('a tab that slept through a renewal gets the new token from the leader', async () => {
    const origin = 'https://hotseat.test'
    const pageOrigin = 'https://crm.example'
    const { hotseat, server, browser, clock } = await signedInTab({ origin, pageOrigin })
    const tab = browser.open({ pageOrigin })
    const second = createHotseat({ origin, world: tab.world })
    const found = second.restore()
    await clock.pass(1)
    await found
    tab.setDeaf(true)
    await clock.pass(5 * 60_000)
    tab.setDeaf(false)
    const resumes = server.sent('POST /v1/resume')
    server.cut(1)
    await clock.pass(1)
    expect(second.status).toEqual({ kind: 'connected' })
    expect(server.sent('POST /v1/resume')).toBe(resumes)
    hotseat.close()
    second.close()
  })
})

test('[TB8] a tab that slept through a sign-in does not write its session over the new one', async () => {
  const { hotseats, tabs, server, clock, store } = await threeTabs()
  tabs[2].setDeaf(true)
  await hotseats[0].signOut()
  await hotseats[0].signIn({ tenant: 'demo', username: 'agent02', password: server.password })
  await clock.pass(1)
  tabs[2].signal('left')
  await clock.pass(1)
  expect(store.values.get(`session ${server.origin} `)).toMatchObject({ username: 'agent02' })
  for (const hotseat of hotseats) hotseat.close()
})

describe('[S-26] an isolated tab', () => {
  test('has a session of its own, through a reload', async () => {
    const { hotseat, browser, clock, server, tab } = await signedInTab({ isolate: true })
    const shared = createHotseat({ world: browser.open().world })
    expect(await shared.restore()).toBeNull()
    hotseat.close()
    tab.kill()
    const reloaded = createHotseat({ isolate: true, world: browser.open({ labels: tab.labels }).world })
    await reloaded.restore()
    await clock.pass(1)
    expect(reloaded.session?.session.id).toBe(hotseat.session?.session.id)
    expect(server.sockets).toBe(1)
    reloaded.close()
    shared.close()
  })

  test('a duplicate takes a new label instead of the copied one', async () => {
    const { hotseat, browser, tab } = await signedInTab({ isolate: true })
    const copied = browser.open({ labels: tab.labels })
    const duplicate = createHotseat({ isolate: true, world: copied.world })
    expect(await duplicate.restore()).toBeNull()
    expect(copied.labels.get('hotseat.sub')).not.toBe(tab.labels.get('hotseat.sub'))
    hotseat.close()
  })

  test('a client that was closed leaves its label to the next one in the same tab', async () => {
    const { hotseat, tab, clock } = await signedInTab({ isolate: true })
    hotseat.close()
    const next = createHotseat({ isolate: true, world: tab.world })
    const found = next.restore()
    await clock.pass(1_000)
    expect((await found)?.session.id).toBe(hotseat.session?.session.id)
    next.close()
  })
})
