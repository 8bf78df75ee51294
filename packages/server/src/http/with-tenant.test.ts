import { afterEach, beforeEach, expect, test } from 'vitest'
import { createStage } from '../../test/stage.ts'
import { createTestDevice } from '../../test/test-device.ts'
import { demoPassword } from '../demo/seed-demo.ts'
import { createHandlers } from '../handlers.ts'
import { createTestNode, ownOrigin, type TestNode } from './test-node.ts'

let rig: TestNode
beforeEach(async () => {
  const { deps } = await createStage()
  rig = await createTestNode({ handlers: createHandlers(deps), deps })
})
afterEach(() => rig.node.close())

async function signIn(
  username: string,
  headers: Record<string, string> = { origin: ownOrigin },
  password = demoPassword,
  more: object = {},
) {
  const payload = { username, password, credential: 'bearer', takeOver: true, ...more }
  const answer = await rig.node.app.inject({ method: 'POST', url: '/v1/sign-in', headers, payload })
  return { status: answer.statusCode, ...answer.json() }
}

test.each([
  ['agent01', 'demo', 'agent01'],
  ['demo\\agent02', 'demo', 'agent02'],
  ['wile01@acme', 'acme', 'wile01'],
  ['ACME-does-not-exist\\agent01', null, null],
])('[SI19] %s signs in where the name says', async (typed, tenant, username) => {
  const answer = await signIn(typed)
  if (tenant === null) expect(answer).toMatchObject({ status: 401, code: 'signIn.credentials' })
  else expect(answer).toMatchObject({ status: 200, user: { tenant, username } })
})

test('[SI19] [S-07] without a default tenant a bare name is nobody’s, as a wrong password is', async () => {
  const { deps } = await createStage({ demo: false })
  const bare = await createTestNode({ handlers: createHandlers(deps), deps, env: { HOTSEAT_DEMO: '0' } })
  const ask = async (payload: object) =>
    (await bare.node.app.inject({ method: 'POST', url: '/v1/sign-in', headers: { origin: ownOrigin }, payload })).json()
  const nobody = await ask({ username: 'agent01', password: demoPassword })
  expect(nobody).toEqual(await ask({ tenant: 'demo', username: 'agent01', password: 'certainly not this one' }))
  expect(nobody.code).toBe('signIn.credentials')
  await bare.node.close()
})

test('[SI18] [SI19] [S-13] a proof without a tenant is over the name as it was typed, and lets a known device in', async () => {
  const device = createTestDevice()
  const other = createTestDevice()
  const proofOf = (username: string, tenant = '', by = device) => {
    const challenge = rig.deps.challenges.issue()
    const signature = by.proveSignIn({ origin: ownOrigin, tenant, username, challenge })
    return { deviceKey: by.publicKey, deviceProof: { challenge, signature } }
  }
  const come = (typed: string, more: object) => signIn(typed, { origin: ownOrigin }, demoPassword, more)
  expect((await come('demo\\agent03', proofOf('demo\\agent03'))).status).toBe(200)
  for (let each = 0; each < 5; each++) await signIn('agent03', { origin: ownOrigin }, 'certainly not this one')
  const strange = [{}, proofOf('agent03', '', other), proofOf('agent03', 'demo'), proofOf('demo\\agent03'), proofOf('agent02')]
  for (const proof of strange) expect((await come('agent03', proof)).code).toBe('signIn.blocked')
  for (const typed of ['agent03', 'demo\\agent03', 'agent03@demo']) expect((await come(typed, proofOf(typed))).status).toBe(200)
})

test('[SI19] [HT6] a page of another origin comes in only where it is listed', async () => {
  const origin = 'https://crm.example'
  await rig.deps.store.tenant('acme').transact(async (tx) => {
    const row = { level: 'tenant', key: 'security.allowedOrigins', value: [origin], locked: false, changedAt: 1, changedBy: null }
    tx.put('preferences', row)
    const { at, by } = { at: 1, by: null }
    const data = { level: 'tenant', key: row.key, value: row.value, previous: [], locked: false }
    await tx.emit({ kind: 'preference.changed', userId: null, data }, { at, by })
  })
  await expect.poll(() => signIn('wile01@acme', { origin })).toMatchObject({ status: 200 })
  expect(await signIn('agent01', { origin })).toMatchObject({ status: 403, code: 'origin.refused' })
})
