import { afterEach, expect, test } from 'vitest'
import { createRecorderDoor } from './recorder-door.ts'
import type { Leave, LinkState } from './recorder-link.ts'
import { runLink } from './run-link.ts'
import { createTestClock } from './testing/test-clock.ts'
import { type Answerer, json, startTestRecorder } from './testing/test-recorder.ts'

const recorder = 'r'.repeat(43)
const wanted = { type: 'wanted', username: 'agent01' } as const
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** Answers as a recorder on which everybody who comes may sign in; `changed` answers some lines otherwise. */
function answering(changed: Readonly<Record<string, Answerer>> = {}): Answerer {
  const usual: Readonly<Record<string, Answerer>> = {
    'GET /recorder/status': json({ recorder, signedIn: null, recording: 'no' }),
    'POST /api/v2/me': json({}, { 'X-Recorder-Session': 'session-1' }),
    'GET /ping': json({}),
    ...changed,
  }
  return (request, response) => usual[`${request.method} ${request.url}`]?.(request, response)
}

/** A link to a recorder of this machine, in a browser that gives some leave. */
async function startLink({
  answer = answering(),
  leave = 'granted' as Leave,
  ticket = async (): Promise<string | null> => 'ticket-1',
} = {}) {
  const machine = await startTestRecorder(answer)
  const clock = createTestClock()
  const tickets: string[] = []
  const page = { leave, place: 'desk-04' as string | null, ticket }
  const link = runLink({
    door: createRecorderDoor(machine.port, clock),
    clock,
    readLeave: async () => page.leave,
    place: () => page.place,
    askTicket(name) {
      tickets.push(name)
      return page.ticket()
    },
  })
  closers.push(machine.stop, link.close)
  /** Resolves when the link has come to a state. */
  const reached = (kind: LinkState['kind']) =>
    new Promise<LinkState>((resolve) => {
      const look = () => {
        if (link.state.kind !== kind) return
        stop()
        resolve(link.state)
      }
      const stop = link.subscribe(look)
      look()
    })
  const lines = () => machine.heard.map(({ line }) => line)
  return { machine, clock, link, page, tickets, reached, lines }
}
type Rig = Awaited<ReturnType<typeof startLink>>

/** What was asked has had its turn when the door has asked for something to wait for again. */
const waitsFor = async ({ clock }: Rig, ...ms: readonly number[]) => expect.poll(() => clock.due).toEqual(ms)

test('[DKR1] [DKR3] nothing is sent before somebody is there; then a ticket is got for the recorder that answered', async () => {
  const rig = await startLink()
  expect([rig.link.state.kind, rig.clock.due, rig.lines()]).toEqual(['unwanted', [], []])
  rig.link.tell(wanted)
  rig.page.place = 'desk-05'
  expect(await rig.reached('signedIn')).toEqual({ kind: 'signedIn', username: 'agent01', recording: 'no' })
  expect(rig.tickets).toEqual([recorder])
  expect(rig.lines()).toEqual(['GET /recorder/status', 'POST /api/v2/me', 'GET /recorder/status'])
  // The place is the one of the moment.
  expect(rig.machine.heard[1]).toMatchObject({
    headers: { authorization: 'Ticket ticket-1' },
    body: '[{"name":"place","value":"desk-05"}]',
  })
  expect(rig.clock.due).toEqual([25_000])
})

test('[DKR4] it is pinged every 25 s by the session that it gave, and signed in anew when that is over', async () => {
  const rig = await startLink()
  rig.link.tell(wanted)
  await rig.reached('signedIn')
  rig.machine.answer = answering({ 'GET /recorder/status': json({ recorder, signedIn: 'agent01', recording: 'running' }) })
  rig.clock.pass(25_000)
  await waitsFor(rig, 25_000)
  expect(rig.machine.heard.at(-2)).toMatchObject({ line: 'GET /ping', headers: { authorization: 'Session session-1' } })
  expect(rig.link.state).toMatchObject({ kind: 'signedIn', recording: 'running' })
  rig.machine.answer = answering({
    'GET /ping': json({}, {}, 401),
    'POST /api/v2/me': json({}, { 'X-Recorder-Session': 'session-2' }),
  })
  rig.clock.pass(25_000)
  await rig.reached('asking')
  await rig.reached('signedIn')
  expect(rig.tickets).toHaveLength(2)
  rig.link.tell({ type: 'stirred' })
  await waitsFor(rig, 25_000)
  expect(rig.machine.heard.findLast(({ line }) => line === 'GET /ping')?.headers.authorization).toBe('Session session-2')
})

test('[DKR5] a recorder that goes is looked for after 2 s and 4 s, and signed in when it is back', async () => {
  const rig = await startLink()
  rig.link.tell(wanted)
  await rig.reached('signedIn')
  await rig.machine.stop()
  rig.clock.pass(25_000)
  await rig.reached('lost')
  expect(rig.clock.due).toEqual([2_000])
  rig.clock.pass(2_000)
  await waitsFor(rig, 4_000)
  expect(rig.link.state.kind).toBe('lost')
  await rig.machine.start()
  rig.clock.pass(4_000)
  await rig.reached('signedIn')
  expect(rig.tickets).toHaveLength(2)
})

test('[DKR5] one that hangs is absent after 3 s, also for who asks for it', async () => {
  const rig = await startLink({ answer: () => undefined })
  rig.link.tell(wanted)
  await waitsFor(rig, 3_000)
  rig.clock.pass(3_000)
  await rig.reached('absent')
  expect(rig.clock.due).toEqual([60_000])
  rig.link.tell({ type: 'connectAsked' })
  await waitsFor(rig, 3_000)
  rig.clock.pass(3_000)
  await rig.reached('absent')
})

test.each([
  [503, 'noServer'],
  [403, 'refused'],
] as const)('[DKR5] a recorder that answers a sign-in with %i is asked again in a minute', async (http, kind) => {
  const rig = await startLink({ answer: answering({ 'POST /api/v2/me': json({}, {}, http) }) })
  rig.link.tell(wanted)
  await rig.reached(kind)
  expect(rig.clock.due).toEqual([60_000])
})

const noTicket: readonly (readonly [string, () => Promise<string | null>])[] = [
  ['is not to be had', async () => null],
  ['fails', () => Promise.reject(new Error('gone'))],
]
test.each(noTicket)('[DKR5] a ticket that %s is asked for again later', async (_what, ticket) => {
  const rig = await startLink({ ticket })
  rig.link.tell(wanted)
  await waitsFor(rig, 60_000)
  expect(['noServer', 'absent']).toContain(rig.link.state.kind)
  expect(rig.lines()).toEqual(['GET /recorder/status'])
  rig.page.ticket = async () => 'ticket-2'
  rig.clock.pass(60_000)
  await rig.reached('signedIn')
})

test('[DKR2] [S-43] where the browser asks, nothing is sent before the person says so, and their answer has two minutes', async () => {
  const rig = await startLink({ leave: 'prompt', answer: () => undefined })
  rig.link.tell(wanted)
  await rig.reached('prompt')
  rig.clock.pass(120_000)
  rig.link.tell({ type: 'stirred' })
  expect([rig.lines(), rig.clock.due]).toEqual([[], []])
  rig.link.tell({ type: 'connectAsked' })
  await waitsFor(rig, 120_000)
  rig.clock.pass(120_000)
  await rig.reached('prompt')
})

test('[DKR2] [S-43] a leave that is taken away ends what is under way, whatever comes of it', async () => {
  const held = Promise.withResolvers<() => void>()
  const late: Answerer = (request, response) => held.resolve(() => answering()(request, response))
  const rig = await startLink({ answer: answering({ 'GET /recorder/status': late }) })
  rig.link.tell(wanted)
  const answer = await held.promise
  rig.link.tell({ type: 'leaveRead', leave: 'denied' })
  answer()
  await waitsFor(rig)
  expect([rig.link.state.kind, rig.tickets]).toEqual(['denied', []])
  rig.link.tell({ type: 'leaveRead', leave: 'granted' })
  rig.machine.answer = answering()
  await rig.reached('signedIn')
})

test('[DKR7] the sign-out is told by the session, once; also where the sign-in was still under way', async () => {
  const out = '{"operationName":"EndContactCenterSession"}'
  const rig = await startLink()
  rig.link.tell(wanted)
  await rig.reached('signedIn')
  rig.link.tell({ type: 'unwanted' })
  rig.link.tell({ type: 'unwanted' })
  const outs = () => rig.machine.heard.filter(({ body }) => body === out).map(({ headers }) => headers.authorization)
  await expect.poll(outs).toEqual(['Session session-1'])
  expect(rig.clock.due).toEqual([])

  const held = Promise.withResolvers<() => void>()
  rig.machine.answer = answering({
    'POST /api/v2/me': (_, response) => held.resolve(() => json({}, { 'X-Recorder-Session': 'session-2' })(_, response)),
  })
  rig.link.tell(wanted)
  const answer = await held.promise
  rig.link.tell({ type: 'unwanted' })
  rig.machine.answer = answering()
  answer()
  await expect.poll(outs).toEqual(['Session session-1', 'Session session-2'])
  expect(rig.link.state.kind).toBe('unwanted')
})

test('[DKR6] who signs in anew while a sign-in is under way ends none of the two', async () => {
  const held = Promise.withResolvers<() => void>()
  const late: Answerer = (request, response) => held.resolve(() => answering()(request, response))
  const rig = await startLink({ answer: answering({ 'POST /api/v2/me': late }) })
  rig.link.tell(wanted)
  const answer = await held.promise
  rig.machine.answer = answering({ 'POST /api/v2/me': json({}, { 'X-Recorder-Session': 'session-2' }) })
  rig.link.tell({ type: 'connectAsked' })
  await rig.reached('signedIn')
  answer()
  rig.link.tell({ type: 'stirred' })
  await waitsFor(rig, 25_000)
  expect(rig.machine.heard.some(({ body }) => body.includes('EndContactCenterSession'))).toBe(false)
  expect(rig.machine.heard.findLast(({ line }) => line === 'GET /ping')?.headers.authorization).toBe('Session session-2')
})

test('[DKR1] a link that is closed does nothing any more', async () => {
  const rig = await startLink()
  rig.link.tell(wanted)
  await rig.reached('signedIn')
  rig.link.close()
  expect(rig.clock.due).toEqual([])
  const before = rig.lines().length
  rig.link.tell({ type: 'stirred' })
  await waitsFor(rig)
  expect(rig.lines()).toHaveLength(before)
})
