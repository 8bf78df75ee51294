import { afterEach, expect, test } from 'vitest'
import { createRecorderDoor, patienceMs } from './recorder-door.ts'
import { createTestClock } from './testing/test-clock.ts'
import { type Answerer, json, startTestRecorder } from './testing/test-recorder.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

/** A recorder that answers as it is told, and a door to it. */
async function openDoor(answer: Answerer) {
  const own = await startTestRecorder(answer)
  closers.push(own.stop)
  const clock = createTestClock()
  return { door: createRecorderDoor(own.port, clock), clock, heard: own.heard, stop: own.stop }
}

const recorder = 'r'.repeat(43)

test('[DKR3] a ticket and a place are handed over, no name, no password, no server and no cookie', async () => {
  const { door, heard } = await openDoor(json({}, { 'X-Recorder-Session': 'session-1' }))
  expect(await door.signIn('ticket-1', 'desk-04')).toEqual({ kind: 'ok', value: 'session-1' })
  expect(await door.signIn('ticket-2', null)).toEqual({ kind: 'ok', value: 'session-1' })
  expect(heard.map(({ line }) => line)).toEqual(['POST /api/v2/me', 'POST /api/v2/me'])
  expect(heard.map(({ headers }) => headers.authorization)).toEqual(['Ticket ticket-1', 'Ticket ticket-2'])
  expect(heard.map(({ body }) => JSON.parse(body))).toEqual([[{ name: 'place', value: 'desk-04' }], []])
  expect(heard.every(({ headers }) => headers.cookie === undefined && headers.referer === undefined)).toBe(true)
})

test.each([
  ['without a session', json({}), 200],
  ['that refuses', json({ statusCode: 20 }, {}, 403), 403],
  ['whose server is away', json({ statusCode: 4 }, {}, 503), 503],
] as const)('[DKR3] an answer to a sign-in %s gives none', async (_what, answer, http) => {
  const { door } = await openDoor(answer)
  expect(await door.signIn('ticket-1', null)).toEqual({ kind: 'refused', http })
})

test('[DKR3] what a recorder says of itself is read, and nothing else is taken for it', async () => {
  const said = { recorder, signedIn: 'agent01', recording: 'paused', version: '1', server: 'connected' }
  const { door } = await openDoor(json(said))
  expect(await door.status(patienceMs)).toEqual({
    kind: 'ok',
    value: { recorder, signedIn: 'agent01', recording: 'paused' },
  })
  for (const [body, value] of [
    [{ recorder }, { recorder, signedIn: null, recording: 'no' }],
    [
      { recorder, spool: { bytes: 81, limitBytes: 100 } },
      { recorder, signedIn: null, recording: 'no', isNearlyFull: true },
    ],
    [
      { recorder, spool: { bytes: 80, limitBytes: 100 } },
      { recorder, signedIn: null, recording: 'no' },
    ],
    [
      { recorder, signedIn: 7, recording: 'perhaps' },
      { recorder, signedIn: null, recording: 'no' },
    ],
  ])
    expect(await (await openDoor(json(body))).door.status(patienceMs)).toEqual({ kind: 'ok', value })
  for (const body of [
    null,
    [],
    'recorder',
    {},
    { recorder: 7 },
    { recorder: 'r'.repeat(42) },
    { recorder: `${'r'.repeat(42)}"` },
  ])
    expect(await (await openDoor(json(body))).door.status(patienceMs)).toEqual({ kind: 'refused', http: 200 })
  const page = await openDoor((_, response) => response.end('<!doctype html>'))
  expect(await page.door.status(patienceMs)).toEqual({ kind: 'absent' })
})

test('[DKR4] a ping shows its session, and says whether it counts', async () => {
  let http = 200
  const { door, heard } = await openDoor((request, response) => json({}, {}, http)(request, response))
  expect(await door.ping('session-1')).toEqual({ kind: 'ok', value: null })
  http = 401
  expect(await door.ping('session-1')).toEqual({ kind: 'refused', http: 401 })
  expect(heard[0]).toMatchObject({ line: 'GET /ping', headers: { authorization: 'Session session-1' } })
})

test('[DKR5] who does not answer within 3 s, not even to the end, is absent', async () => {
  const arrived = Promise.withResolvers<void>()
  const { door, clock } = await openDoor((request, response) => {
    if (request.url === '/recorder/status') response.writeHead(200).write('{"recorder":')
    arrived.resolve()
  })
  const answer = door.status(patienceMs)
  await arrived.promise
  expect(clock.due).toEqual([3_000])
  clock.pass(3_000)
  expect(await answer).toEqual({ kind: 'absent' })
  expect(clock.due).toEqual([])
})

test('[DKR5] where nobody listens nobody is waited for, and a redirection is not followed', async () => {
  const { door, clock, stop } = await openDoor((_, response) => response.writeHead(302, { location: '/elsewhere' }).end())
  expect(await door.status(patienceMs)).toEqual({ kind: 'absent' })
  await stop()
  expect(await door.status(patienceMs)).toEqual({ kind: 'absent' })
  expect(clock.due).toEqual([])
})

test('[DKR7] a sign-out is told though the door is closed at once, and what was under way is given up', async () => {
  const told = Promise.withResolvers<void>()
  const { door, heard } = await openDoor((request) => request.method === 'POST' && told.resolve())
  const asked = door.status(patienceMs)
  door.signOut('session-1')
  door.close()
  expect(await asked).toEqual({ kind: 'absent' })
  await told.promise
  const out = heard.find(({ line }) => line === 'POST /api/v2/me')
  expect(out?.headers.authorization).toBe('Session session-1')
  expect(JSON.parse(out?.body ?? '')).toEqual({ operationName: 'EndContactCenterSession' })
})
