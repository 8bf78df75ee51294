import { expect, test } from 'vitest'
import { createHotseat } from './create-hotseat.ts'
import { signedInTab, startTest } from './testing/start-test.ts'

test('signing in connects, and the document is there', async () => {
  const { hotseat, server } = await signedInTab()
  expect(hotseat.status).toEqual({ kind: 'connected' })
  expect(hotseat.session?.user.username).toBe('agent01')
  expect(hotseat.session?.agent?.extension).toBe('5001')
  expect(server.sockets).toBe(1)
  hotseat.close()
})

test('a refusal is a HotseatError with the code of the server, and nothing starts', async () => {
  const { server, browser } = startTest()
  const hotseat = createHotseat({ world: browser.open().world })
  await expect(hotseat.signIn({ tenant: 'demo', username: 'agent01', password: 'wrong' })).rejects.toMatchObject({
    name: 'HotseatError',
    code: 'signIn.credentials',
    status: 401,
  })
  expect(hotseat.status).toEqual({ kind: 'signedOut', code: null })
  expect(server.sockets).toBe(0)
})

test('[S-52] the password is in one request and nowhere else', async () => {
  const { hotseat, server, browser, store } = await signedInTab()
  hotseat.keep(() => ({ version: 1, route: '/desk' }))
  server.kill()
  await browser.clock.pass(10_000)
  server.mode = 'up'
  await browser.clock.pass(10_000)
  expect(server.bodies.filter((body) => body.includes(server.password))).toHaveLength(1)
  const kept = JSON.stringify([...store.values.entries()])
  expect(kept).toContain('agent01')
  expect(kept).not.toContain(server.password)
  expect(kept).not.toContain('token-')
  expect(JSON.stringify(hotseat.session)).not.toContain('token-')
  hotseat.close()
})

test('the status is the same object for as long as it says the same, and the one that listeners are told', async () => {
  const { hotseat, server, clock } = await signedInTab()
  const told: unknown[] = []
  hotseat.on('status', (status) => told.push(status))
  const connected = hotseat.status
  await clock.pass(60_000)
  expect(hotseat.status).toBe(connected)
  server.kill()
  expect(hotseat.status).not.toBe(connected)
  expect(told.at(-1)).toBe(hotseat.status)
  hotseat.close()
})

test('an event of the feed changes the document once, and listeners hear it in order', async () => {
  const { hotseat, server } = await signedInTab()
  const heard: number[] = []
  hotseat.on('event', ({ offset }) => heard.push(offset))
  await hotseat.call('setState', { body: { medium: 'voice', state: 'READY' } })
  expect(hotseat.session?.agent?.states[0]?.state).toBe('READY')
  server.emit({ kind: 'note.saved', userId: 'agent01', data: { version: 1 } })
  expect(heard).toEqual([1, 2])
  hotseat.close()
})

test('a listener that throws disturbs nobody', async () => {
  const uncaught: unknown[] = []
  const onUncaught = (error: unknown) => uncaught.push(error)
  const before = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', onUncaught)
  const { hotseat, server } = await signedInTab()
  const heard: string[] = []
  hotseat.on('event', () => {
    throw new Error('a mistake of the page')
  })
  hotseat.on('event', ({ kind }) => heard.push(kind))
  server.emit({ kind: 'note.saved', userId: 'agent01', data: { version: 1 } })
  await new Promise((resolve) => setImmediate(resolve))
  process.off('uncaughtException', onUncaught)
  for (const listener of before) process.on('uncaughtException', listener)
  expect(heard).toEqual(['note.saved'])
  expect(String(uncaught[0])).toContain('a mistake of the page')
  hotseat.close()
})
