import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { realWorld } from '../src/real-world.ts'
import { countFragments } from './count-fragments.ts'
import { startServer, startTestRecorder } from './recorder-rig.ts'
import type { SmallServer } from './small-server.ts'
import { startMovingScreen } from './x-display.ts'

let server: SmallServer
let display: string
beforeEach(async () => {
  server = await startServer()
  display = (await startMovingScreen()).display
})

const partNumbers = () => server.state.parts.map(({ metadata }) => Number(metadata.part))
const partsTold = () => server.state.reports.map(({ parts }) => parts)

/** A recorder in this process, and a page that signs agent01 in. */
async function start(changes: Parameters<typeof startTestRecorder>[1] = {}) {
  const recorder = await startTestRecorder([server.origin], { screen: { kind: 'x11', display }, ...changes })
  const signIn = async () => {
    const { headers } = await recorder.call('GET', '/api/v2/me', { authorization: `Ticket ${server.giveTicket('agent01')}` })
    await expect.poll(() => server.lines).toBe(1)
    return `Session ${headers['x-recorder-session']}`
  }
  const signOut = (authorization: string) =>
    recorder.call('POST', '/api/v2/me', { authorization }, { operationName: 'EndContactCenterSession' })
  const fragments = (part: number) => countFragments(join(recorder.data, 'spool', 'rec-1', `${part}.part`))
  return { ...recorder, signIn, signOut, fragments }
}

describe('a recording', () => {
  test('[SPL6] [RC22] goes on with the next number when the agent signs out and in again, and its parts are told anew', async () => {
    const { data, signIn, signOut, fragments } = await start()
    const session = await signIn()
    server.ask('agent01', 'rec-1')
    await expect.poll(() => fragments(1)).toBeGreaterThanOrEqual(1)
    await signOut(session)
    await expect.poll(partNumbers).toEqual([1])
    await expect.poll(() => readdir(join(data, 'spool'))).toEqual([])
    await signIn()
    await expect.poll(() => fragments(2)).toBeGreaterThanOrEqual(1)
    server.stop('agent01')
    await expect.poll(partNumbers).toEqual([1, 2])
    await expect.poll(partsTold).toEqual([undefined, 1, 2])
    await expect.poll(() => readdir(join(data, 'spool'))).toEqual([])
  })

  test('[RC13] whose agent signs out the moment that it is asked for is captured no longer', async () => {
    const { call, signIn, signOut } = await start()
    for (const id of ['rec-1', 'rec-2', 'rec-3']) {
      server.state.recording = null
      const session = await signIn()
      const before = server.sent(/recorder\/orders/)
      server.ask('agent01', id)
      await expect.poll(() => server.sent(/recorder\/orders/), { interval: 1 }).toBeGreaterThan(before)
      await signOut(session)
      await expect.poll(() => server.lines).toBe(0)
      expect((await call('GET', '/recorder/status')).body).toMatchObject({ signedIn: null, recording: 'no' })
    }
  })

  test('[CAP6] ends no part before it began when the clock is set back', async () => {
    let aheadMs = 0
    const clock = { ...realWorld.clock, now: () => realWorld.clock.now() + aheadMs }
    const { signIn, fragments } = await start({ world: { ...realWorld, clock } })
    await signIn()
    server.ask('agent01', 'rec-1')
    await expect.poll(() => fragments(1)).toBeGreaterThanOrEqual(1)
    aheadMs = -60_000
    const before = await fragments(1)
    await expect.poll(() => fragments(1)).toBeGreaterThan(before)
    server.stop('agent01')
    await expect.poll(partNumbers).toEqual([1])
    const { startedAt, endedAt } = server.state.parts[0]?.metadata ?? {}
    expect(Number(endedAt)).toBeGreaterThanOrEqual(Number(startedAt))
  })
})
