import { beforeEach, expect, test } from 'vitest'
import { createStage, documentOf, feedOf, origin, refusalOf } from '../../test/stage.ts'
import { demoPassword } from '../demo/seed-demo.ts'
import { createCallers } from '../http/caller.ts'
import type { RequestFacts } from '../use-case.ts'

let stage: Awaited<ReturnType<typeof createStage>>
beforeEach(async () => {
  stage = await createStage()
})

const from = (more: Partial<RequestFacts> = {}): RequestFacts => ({
  ...{ address: '192.0.2.1', userAgent: 'Test/1.0', origin, sameOrigin: true, browserToken: null, subId: '' },
  ...{ keepsToken: true, client: 'acme', ...more },
})

async function signIn(username: string, facts = from(), media?: readonly string[]) {
  const who = { tenant: 'demo', username, password: demoPassword, credential: 'bearer', takeOver: true } as const
  const body = { ...who, ...(media && { media: [...media] }) }
  const outcome = await stage.handlers.signIn({ body, facts, caller: null, params: undefined, query: undefined } as never)
  const { session, accessToken, agent } = documentOf(outcome)
  return { id: session.id, token: accessToken?.value ?? '', agent }
}

async function callerOf(accessToken: string) {
  return createCallers(stage.deps).find({ accessToken, browserToken: null, subId: '' })
}

test.each(['agent01', 'supervisor01'])('[SO28] %s sends the password ten times and has one session', async (username) => {
  const first = await signIn(username)
  for (let each = 0; each < 8; each++) await signIn(username)
  const last = await signIn(username)
  expect(last.id).toBe(first.id)
  expect((await callerOf(last.token)).ok).toBe(true)
  expect(refusalOf(await callerOf(first.token)).code).toBe('session.missing')
  const kinds = (await feedOf(stage.deps.store)).map(({ kind }) => kind)
  expect(kinds).not.toContain('session.ended')
})

test('[SO28] another API, and a client without one, are other desks', async () => {
  const first = await signIn('supervisor01')
  expect((await signIn('supervisor01', from({ client: 'other' }))).id).not.toBe(first.id)
  const facts = from()
  delete (facts as { client?: string }).client
  expect((await signIn('supervisor01', facts)).id).not.toBe(first.id)
})

test('[SI4] who begins on no medium sits nowhere, and nobody gives way', async () => {
  const seated = stage.browser()
  await seated.signIn('agent02', { extension: '5001' })
  const { agent } = await signIn('agent01', from(), [])
  expect(agent).toMatchObject({ extension: null, place: null, states: [], campaigns: ['inbound-support', 'outbound-sales'] })
  expect((await seated.call('session')).ok).toBe(true)
})

test('[SI4] who works already goes on with what they have', async () => {
  const browser = stage.browser()
  await browser.signIn('agent01', { media: ['voice'] })
  await browser.get('setState', { body: { medium: 'voice', state: 'READY' } })
  const { agent } = await signIn('agent01', from(), [])
  expect(agent).toMatchObject({ extension: '5001', states: [{ medium: 'voice', state: 'READY' }] })
})

test('[AG18] an API whose call has no place for a reason is not asked for one; the desk is', async () => {
  const { token } = await signIn('agent01', from(), ['voice'])
  const caller = await callerOf(token)
  if (!caller.ok) throw new Error('not signed in')
  const set = (state: 'READY' | 'NOT_READY', facts: RequestFacts) =>
    stage.handlers.setState({
      body: { medium: 'voice', state },
      facts,
      caller: caller.value,
      params: undefined,
      query: undefined,
    })
  documentOf(await set('READY', from()))
  expect(refusalOf(await set('NOT_READY', from())).code).toBe('agent.reasonRequired')
  const { states } = documentOf(await set('NOT_READY', from({ givesNoReason: true })))
  expect(states).toMatchObject([{ state: 'NOT_READY', reasonCode: null }])
})
