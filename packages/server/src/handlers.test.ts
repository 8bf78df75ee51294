import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres, type TestPostgres } from '../test/postgres.ts'
import { createTestNode, documentOf, feedOf, refusalOf, type TestNode } from '../test/stage.ts'
import { demoPassword, seedDemo } from './demo/seed-demo.ts'
import { realWorld } from './real-world.ts'
import { openStore } from './store/open-store.ts'
import type { Store } from './store/store.ts'

const wrong = { password: 'certainly not this one' }
const { clock } = realWorld

/** The main flows on every form of the store; `open` gives one more node's store on the same data. */
function useCasesOn(name: string, nodes: number, fresh: () => Promise<() => Promise<Store>>) {
  describe(`use cases on ${name}`, () => {
    const stores: Store[] = []
    afterEach(async () => {
      await Promise.all(stores.splice(0).map((store) => store.close()))
    })

    async function start(): Promise<TestNode[]> {
      const open = await fresh()
      const started: TestNode[] = []
      for (let index = 0; index < nodes; index++) {
        const store = await open()
        stores.push(store)
        started.push(createTestNode({ store, clock, nodeId: `node-${index + 1}` }))
      }
      const [first] = started
      if (first) await seedDemo(first.deps)
      return started
    }
    const pick = <T>(list: readonly T[], index: number): T => {
      const item = list[index % list.length]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    }

    test('[S-10] 1,000 parallel wrong guesses: five are verified, one block is told', async () => {
      const started = await start()
      const outcomes = await Promise.all(
        Array.from({ length: 1_000 }, (_, index) => pick(started, index).browser({ device: null }).signIn('agent01', wrong)),
      )
      const codes = Map.groupBy(outcomes, (outcome) => refusalOf(outcome).code)
      expect(started.reduce((sum, node) => sum + node.verifications(), 0)).toBe(5)
      expect(codes.get('signIn.credentials')).toHaveLength(5)
      expect(codes.get('signIn.blocked')).toHaveLength(995)
      const feed = await feedOf(pick(started, 0).deps.store)
      expect(feed.filter(({ kind }) => kind === 'signIn.blocked')).toHaveLength(1)
    }, 60_000)

    test('[S-10] 200 parallel right passwords all come in', async () => {
      const started = await start()
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, (_, index) => pick(started, index).browser({ device: null }).signIn('supervisor01')),
      )
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(200)
    }, 60_000)

    test('[SI1] [RS1] an agent signs in on one node, works, and comes back on another', async () => {
      const started = await start()
      const browser = pick(started, 0).browser()
      const { offset } = documentOf(await browser.signIn('agent01', { place: 'desk-07' }))
      await browser.get('setState', { body: { medium: 'voice', state: 'READY' } })
      await browser.get('saveNote', { body: { text: 'Grüße 👋', version: 0 } })
      const elsewhere = pick(started, 1).browser({ device: browser.device })
      elsewhere.cookie = browser.cookie
      const back = documentOf(await elsewhere.resume({ sessionId: browser.sessionId, offset }))
      expect(back).toMatchObject({ outcome: 'recovered', agent: { place: 'desk-07', extension: '5007' } })
      expect(back.agent?.states.find(({ medium }) => medium === 'voice')?.state).toBe('READY')
      expect(back.events.map(({ kind }) => kind)).toEqual(['agent.stateChanged', 'note.saved', 'session.resumed'])
      expect((await elsewhere.get('note')).text).toBe('Grüße 👋')
      expect((await elsewhere.get('timeline')).events[0]?.kind).toBe('session.resumed')
      await elsewhere.get('signOut', { body: { reasonCode: 28 } })
      expect(refusalOf(await browser.call('session')).code).toBe('session.missing')
    })

    test('[S-05] a changed password ends fifty sessions on every node within a second', async () => {
      const started = await start()
      const browsers = await Promise.all(
        Array.from({ length: 50 }, async (_, index) => {
          const browser = pick(started, index).browser()
          documentOf(await browser.signIn('supervisor01'))
          return browser
        }),
      )
      await browsers[0]?.get('changePassword', { body: { current: demoPassword, next: 'a horse of another colour' } })
      const changedAt = clock.now()
      for (const browser of browsers) expect((await browser.call('session')).ok).toBe(false)
      expect(clock.now() - changedAt).toBeLessThan(1_000)
      for (const browser of browsers) expect(refusalOf(await browser.resume()).code).toBe('resume.passwordChanged')
    }, 60_000)
  })
}

useCasesOn('memory', 1, async () => () => openStore({ database: 'memory:', clock, onFault }))

describe('with files and databases', () => {
  let folder: string
  let postgres: TestPostgres
  let files = 0
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hotseat-use-cases-'))
    postgres = await startPostgres()
  }, 60_000)
  afterAll(async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  })

  useCasesOn('SQLite', 1, async () => {
    files += 1
    const database = join(folder, `${files}.db`)
    return () => openStore({ database, clock, onFault })
  })
  useCasesOn('PostgreSQL, three nodes', 3, async () => {
    const database = await postgres.createDatabase()
    return () => openStore({ database, clock, onFault })
  })
})

/** A store that is being closed may find its feed gone; that is nobody's answer here. */
function onFault(): void {}
