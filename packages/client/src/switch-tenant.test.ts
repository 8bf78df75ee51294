import { expect, test } from 'vitest'
import { createHotseat } from './create-hotseat.ts'
import { signedInTab } from './testing/start-test.ts'

/** Two tabs of one session; the second is told of it by its own restore. */
async function twoTabs() {
  const test = await signedInTab()
  const second = createHotseat({ world: test.browser.open().world })
  await second.restore()
  await test.clock.pass(1)
  return { ...test, second }
}

test('switching the tenant takes all tabs along, and each can come back by the key', async () => {
  const { hotseat, second, server, browser, clock } = await twoTabs()
  const codes: unknown[] = []
  hotseat.on('status', (status) => codes.push(status.kind))
  await hotseat.call('switchTenant', { body: { tenant: 'acme' } })
  await clock.pass(1)
  expect([hotseat, second].map(({ session }) => session?.user.tenant)).toEqual(['acme', 'acme'])
  expect([hotseat, second].map(({ status }) => status.kind)).toEqual(['connected', 'connected'])
  expect(codes).not.toContain('signedOut')
  browser.cookies.jar = null
  server.kill()
  await clock.pass(1_000)
  server.mode = 'up'
  await clock.pass(20_000)
  expect([hotseat, second].map(({ status }) => status.kind)).toEqual(['connected', 'connected'])
  expect(server.sent('POST /v1/resume')).toBe(1)
  hotseat.close()
  second.close()
})

test('[RS12] a switch whose answer is lost has happened: every tab finds its way to the other tenant', async () => {
  const { hotseat, second, server, clock } = await twoTabs()
  const kinds: string[] = []
  for (const tab of [hotseat, second]) tab.on('status', ({ kind }) => kinds.push(kind))
  server.losesReplies = 1
  const lost = hotseat.call('switchTenant', { body: { tenant: 'acme' } })
  await expect(lost).rejects.toMatchObject({ code: 'network.unreachable' })
  await clock.pass(20_000)
  expect([hotseat, second].map(({ session }) => session?.user.tenant)).toEqual(['acme', 'acme'])
  expect([hotseat, second].map(({ status }) => status.kind)).toEqual(['connected', 'connected'])
  expect(kinds).not.toContain('signedOut')
  hotseat.close()
  second.close()
})
