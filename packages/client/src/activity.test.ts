import { expect, test } from 'vitest'
import { createHotseat } from './create-hotseat.ts'
import { signedInTab } from './testing/start-test.ts'
import type { TestServer } from './testing/test-server.ts'

/** What the newest resume said. */
function lastResume({ bodies }: TestServer): { activeMsAgo?: number } {
  const resume = bodies.findLast((body) => body.includes('"sessionId"'))
  return JSON.parse(resume ?? 'null')
}

test('[RE11] [S-23] the resume says how long ago a person did something, in whichever tab', async () => {
  const { hotseat, browser, server, clock } = await signedInTab()
  const tab = browser.open()
  const follower = createHotseat({ world: tab.world })
  await follower.restore()
  await clock.pass(1)
  server.kill()
  await clock.pass(3_600_000)
  server.mode = 'up'
  await clock.pass(15_000)
  expect(lastResume(server)).not.toHaveProperty('activeMsAgo')
  server.kill()
  await clock.pass(3_600_000)
  tab.signal('used')
  await clock.pass(60_000)
  server.mode = 'up'
  await clock.pass(15_000)
  expect(hotseat.status).toEqual({ kind: 'connected' })
  expect(lastResume(server).activeMsAgo).toBeGreaterThan(60_000)
  expect(lastResume(server).activeMsAgo).toBeLessThan(75_000)
  hotseat.close()
  follower.close()
})

test('[RE11] what a person did before the page was loaded anew counts, and not for the next person', async () => {
  const { hotseat, tab, server, clock, browser } = await signedInTab()
  server.kill()
  await clock.pass(60_000)
  tab.signal('used')
  tab.signal('left')
  await clock.pass(1)
  hotseat.close()
  tab.kill()
  const next = createHotseat({ world: browser.open({ labels: tab.labels }).world })
  const found = next.restore()
  await clock.pass(60_000)
  server.mode = 'up'
  await clock.pass(15_000)
  await found
  expect(lastResume(server).activeMsAgo).toBeGreaterThan(60_000)
  await next.signOut()
  await next.signIn({ tenant: 'demo', username: 'agent02', password: server.password })
  await clock.pass(1)
  server.kill()
  await clock.pass(60_000)
  server.mode = 'up'
  await clock.pass(15_000)
  expect(lastResume(server)).not.toHaveProperty('activeMsAgo')
  next.close()
})
