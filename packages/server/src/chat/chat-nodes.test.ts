import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type ChatRig, createChatRig, shop, signedIn, signToken } from '../../test/chat-rig.ts'
import { startPostgres, type TestPostgres } from '../../test/postgres.ts'
import { createTestNode } from '../../test/stage.ts'
import { seedDemo } from '../demo/seed-demo.ts'
import { realWorld } from '../real-world.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'

const { clock } = realWorld
const soonMs = 1_000

/** Tokens and keys by two nodes on one database; on SQLite they share the store, as there is one process. */
function chatOn(name: string, fresh: () => Promise<readonly [Store, Store]>) {
  describe(`customers’ sign-ins on ${name}`, () => {
    let stores: readonly Store[] = []
    afterEach(async () => {
      await Promise.all([...new Set(stores)].map((store) => store.close()))
    })

    async function start(project = {}): Promise<readonly [ChatRig, ChatRig]> {
      const [first, second] = await fresh()
      stores = [first, second]
      const one = createTestNode({ store: first, clock, nodeId: 'node-1' })
      await seedDemo(one.deps)
      const rigs = [
        await createChatRig(one),
        await createChatRig(createTestNode({ store: second, clock, nodeId: 'node-2' })),
      ] as const
      await rigs[0].createProject('shop', project)
      return rigs
    }

    test('[CT3] [CT12] [S-48] 500 sign-ins while the keys rotate: none fails; and none succeeds by a revoked one', async () => {
      const rigs = await start()
      let key = await rigs[0].createKey()
      const used = [key]
      let toRevoke: { kid: string; gone: Promise<unknown> } | null = null
      const outcomes: Promise<string>[] = []
      for (let each = 0; each < 500; each++) {
        const rig = rigs[each % 2] ?? rigs[0]
        if (each > 0 && each % 50 === 0) {
          // A back end takes the next key at once; the one before is revoked when its last tokens are through.
          if (toRevoke) await toRevoke.gone
          const { kid } = key
          key = await rig.createKey()
          used.push(key)
          const gone = Promise.all(outcomes).then(() => rigs[0].admin.get('revokeChatKey', { params: { id: 'shop', kid } }))
          toRevoke = { kid, gone }
        }
        const header = each % 3 === 0 ? { alg: 'HS256' } : { alg: 'HS256', kid: key.kid }
        outcomes.push(rig.tellLogin(signToken(rig.claims({ sub: `${each % 40}` }), key.secret, header)))
        if (each % 10 === 0) await outcomes.at(-1)
      }
      if (toRevoke) await toRevoke.gone
      expect((await Promise.all(outcomes)).filter((each) => !each.startsWith('sub:'))).toEqual([])
      for (const rig of rigs) {
        const again = used.slice(0, -1).map(({ secret }) => rig.tellLogin(signToken(rig.claims(), secret)))
        expect(new Set(await Promise.all(again))).toEqual(new Set(['chatToken.signature']))
        expect(await rig.tellLogin(signToken(rig.claims(), key.secret))).toBe('sub:17')
      }
    }, 60_000)

    test('[CT13] [CU3] [S-48] what one node ends the other refuses at once', async () => {
      const [here, there] = await start()
      const { kid, secret } = await there.createKey()
      const mia = signedIn(await here.login(signToken(here.claims(), secret)))
      const ben = signedIn(await there.login(signToken(there.claims({ sub: '18' }), secret)))
      expect((await there.customers.byToken(mia.token, shop)).ok).toBe(true)
      await there.logout(mia.caller)
      expect((await here.customers.byToken(mia.token, shop)).ok).toBe(false)
      expect((await here.customers.byToken(ben.token, shop)).ok).toBe(true)
      const since = clock.now()
      await there.admin.get('revokeChatKey', { params: { id: 'shop', kid } })
      expect((await here.customers.byToken(ben.token, shop)).ok).toBe(false)
      expect(await here.tellLogin(signToken(here.claims(), secret))).toBe('chatToken.signature')
      expect(clock.now() - since).toBeLessThan(soonMs)
    }, 60_000)

    test('[CT7] [CT9] a token that counts once signs in on one of two nodes, and a customer is one', async () => {
      const rigs = await start({ singleUse: true })
      const { secret } = await rigs[0].createKey()
      const all = await Promise.all(
        Array.from({ length: 10 }, async (_, at) => {
          const token = signToken(rigs[0].claims({ jti: `${at}` }), secret)
          return Promise.all(rigs.map((rig) => rig.tellLogin(token)))
        }),
      )
      for (const pair of all) expect(pair.toSorted()).toEqual(['chatToken.used', 'sub:17'])
      expect(await stores[0]?.tenant('demo').find('customers')).toHaveLength(1)
    }, 60_000)

    test('[CU1] [S-51] a browser that signs two customers in at two nodes at once shows one of them', async () => {
      const rigs = await start()
      const { secret } = await rigs[0].createKey()
      const before = signedIn(await rigs[0].login(signToken(rigs[0].claims(), secret)))
      const previous = before.token
      await Promise.all(rigs.map((rig, at) => rig.login(signToken(rig.claims({ sub: `${20 + at}` }), secret), { previous })))
      for (const rig of rigs) expect((await rig.customers.byToken(previous, shop)).ok).toBe(false)
    }, 60_000)
  })
}

describe('with files and databases', () => {
  let folder: string
  let postgres: TestPostgres
  let files = 0
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hotseat-chat-'))
    postgres = await startPostgres()
  }, 60_000)
  afterAll(async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  })

  chatOn('SQLite', async () => {
    files += 1
    const store = await openStore({ database: join(folder, `${files}.db`), clock, onFault })
    return [store, store]
  })
  chatOn('PostgreSQL', async () => {
    const database = await postgres.createDatabase()
    return [await openStore({ database, clock, onFault }), await openStore({ database, clock, onFault })]
  })
})

/** A store that is being closed may find its feed gone; that is nobody's answer here. */
function onFault(): void {}
