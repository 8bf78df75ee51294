import { expect, test } from 'vitest'
import { createTestNode } from './test-node.ts'

test('[HT20] [S-64] [S-68] what a role may not is told once a minute, however often it is tried', async () => {
  const { node, store, signIn } = await createTestNode()
  const agent = await signIn()
  for (let time = 0; time < 20; time++) {
    const answer = await node.app.inject({ method: 'GET', url: '/v1/floor', headers: agent.headers })
    expect(answer.json().code).toBe('permission.denied')
  }
  await node.app.inject({ method: 'GET', url: '/v1/audit', headers: agent.headers })
  const told = await store.tenant('demo').events({ kind: 'access.denied', limit: 100 })
  expect(told.map(({ data }) => data)).toMatchObject([{ what: 'GET /v1/floor' }, { what: 'GET /v1/audit' }])
  await node.close()
})
