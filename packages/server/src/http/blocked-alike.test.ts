import { afterEach, beforeEach, expect, test } from 'vitest'
import { createStage } from '../../test/stage.ts'
import { demoPassword } from '../demo/seed-demo.ts'
import type { Deps } from '../deps.ts'
import { createHandlers } from '../handlers.ts'
import { createTestNode, ownOrigin, type TestNode } from './test-node.ts'

let rig: TestNode
let verifications: () => number
let units: number
beforeEach(async () => {
  units = 0
  const stage = await createStage()
  verifications = stage.verifications
  const { store } = stage.deps
  const counted = <T extends { transact: unknown }>(part: T): T => ({
    ...part,
    transact: (work: unknown) => {
      units += 1
      return (part.transact as (work: unknown) => unknown)(work)
    },
  })
  const deps: Deps = {
    ...stage.deps,
    store: { ...store, system: counted(store.system), tenant: (id) => counted(store.tenant(id)) },
  }
  rig = await createTestNode({ handlers: createHandlers(deps), deps })
  const disabled = await store.tenant('demo').get('members', { id: 'u-agent05' })
  if (!disabled) throw new Error('no agent05')
  await store.tenant('demo').transact(async (tx) => tx.put('members', { ...disabled, disabledAt: 1 }))
})
afterEach(() => rig.node.close())

/** One try, as whoever made it sees it: moments are masked, everything else is there. */
async function attempt(username: string, password: string, remoteAddress: string, tenant = 'demo') {
  const before = { verifications: verifications(), units }
  const answer = await rig.node.app.inject({
    method: 'POST',
    url: '/v1/sign-in',
    remoteAddress,
    headers: { origin: ownOrigin },
    payload: { tenant, username, password },
  })
  const mask = (text: string) => text.replace(/\b(29\d{4}|300000)\b/g, 'ms').replace(/\b(299|300)\b/g, 's')
  const headers = Object.entries(answer.headers).filter(([name]) => name !== 'date' && name !== 'content-length')
  return {
    status: answer.statusCode,
    headers: headers.map(([name, value]) => [name, mask(String(value))]),
    body: mask(answer.body),
    verifications: verifications() - before.verifications,
    units: units - before.units,
  }
}

test('[S-08] [S-07] who is blocked and who never existed: the same answers, and the same work for them', async () => {
  const tries = async (username: string, password: string, address: string, tenant?: string) => {
    const answers = []
    for (let each = 0; each < 8; each++) answers.push(await attempt(username, password, address, tenant))
    return answers
  }
  const known = await tries('agent01', 'certainly not this one', '192.0.2.1')
  expect(known.map(({ status, verifications }) => [status, verifications])).toEqual([
    ...Array(5).fill([401, 1]),
    ...Array(3).fill([429, 0]),
  ])
  expect(known.at(-1)?.body).toContain('signIn.blocked')
  expect(await tries('nobody-here', 'certainly not this one', '192.0.2.2')).toEqual(known)
  expect(await tries('agent05', demoPassword, '192.0.2.3')).toEqual(known)
  expect(await tries('x'.repeat(300), 'certainly not this one', '192.0.2.4')).toEqual(known)
  expect(await tries('agent01', demoPassword, '192.0.2.7', 'no-such-tenant')).toEqual(known)
  // The right password of somebody who is blocked is not looked at, and says nothing either.
  expect(await attempt('agent01', demoPassword, '192.0.2.5')).toEqual(known.at(-1))
  expect(await attempt('nobody-here', demoPassword, '192.0.2.6')).toEqual(known.at(-1))
})
