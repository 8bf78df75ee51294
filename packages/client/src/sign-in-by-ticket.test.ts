import { expect, test } from 'vitest'
import { createHotseat } from './create-hotseat.ts'
import { startTest } from './testing/start-test.ts'

const startRecorder = () => {
  const test = startTest()
  const open = () => createHotseat({ origin: test.server.origin, world: test.browser.open({ pageOrigin: null }).world })
  return { ...test, open }
}

test('[RC11] a ticket and the proof of the key sign a recorder in, and it stays connected', async () => {
  const { server, clock, open } = startRecorder()
  const hotseat = open()
  const document = await hotseat.signInByTicket({ ticket: server.giveTicket('agent01'), version: '1' })
  await clock.pass(0)
  expect([document.user.username, hotseat.status]).toEqual(['agent01', { kind: 'connected' }])
  expect(JSON.stringify(document)).not.toContain('token-')
  hotseat.close()
})

test('[RC12] a ticket that is used opens nothing, and nothing starts', async () => {
  const { server, open } = startRecorder()
  const ticket = server.giveTicket('agent01')
  const first = open()
  await first.signInByTicket({ ticket, version: '1' })
  first.close()
  const hotseat = open()
  await expect(hotseat.signInByTicket({ ticket, version: '1' })).rejects.toMatchObject({ code: 'recorder.ticket' })
  expect(hotseat.status).toEqual({ kind: 'signedOut', code: null })
})

test('[LB18] after a restart the key alone brings the recorder’s session back', async () => {
  const { server, clock, open } = startRecorder()
  const hotseat = open()
  const { session } = await hotseat.signInByTicket({ ticket: server.giveTicket('agent01'), version: '1', place: 'place-1' })
  hotseat.close()
  const next = open()
  const found = next.restore()
  await clock.pass(1_000)
  expect((await found)?.session.id).toBe(session.id)
  next.close()
})
