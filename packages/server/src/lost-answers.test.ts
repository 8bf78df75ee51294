import { beforeEach, describe, expect, test } from 'vitest'
import { createStage, createTestNode, documentOf, feedOf, refusalOf, type TestBrowser } from '../test/stage.ts'
import { demoPassword } from './demo/seed-demo.ts'
import type { Store } from './store/store.ts'
import { StoreUnavailable } from './store/store-unavailable.ts'

let stage: Awaited<ReturnType<typeof createStage>>
let browser: TestBrowser
/** The next commit is durable, and the node hears nothing of it: its connection breaks before the answer. */
let isLosing: boolean
beforeEach(async () => {
  stage = await createStage()
  isLosing = false
  const { store, clock } = stage.deps
  const losing: Store = {
    ...store,
    tenant: (id) => ({
      ...store.tenant(id),
      async transact(work) {
        const result = await store.tenant(id).transact(work)
        if (!isLosing) return result
        isLosing = false
        throw new StoreUnavailable('the connection broke during the commit')
      },
    }),
  }
  browser = createTestNode({ store: losing, clock }).browser()
})

/** Makes a call whose commit is durable and unanswered. */
async function lose(call: () => Promise<unknown>): Promise<void> {
  isLosing = true
  await expect(call()).rejects.toThrow(StoreUnavailable)
}
const told = async (kind: string) => (await feedOf(stage.deps.store)).filter((event) => event.kind === kind).length
const live = () => stage.deps.store.tenant('demo').find('sessions', { where: { endedAt: null } })

describe('[SR29] a commit whose answer was lost, and the same again', () => {
  test('[SR29] [S-29] a sign-in is one session, and no failure', async () => {
    await lose(() => browser.signIn('agent01'))
    documentOf(await browser.signIn('agent01'))
    expect(await live()).toHaveLength(1)
    const counters = await stage.deps.store.system.find('attempts')
    expect(counters.map(({ failures, permits }) => failures + permits.length)).toEqual([0, 0])
  })

  test('[SR29] [S-55] a resume goes on in the same session', async () => {
    documentOf(await browser.signIn('agent01'))
    await lose(() => browser.resume())
    documentOf(await browser.resume())
    expect((await live()).map(({ id }) => id)).toEqual([browser.sessionId])
  })

  test('[SR29] a state and a note are told once', async () => {
    documentOf(await browser.signIn('agent01'))
    const ready = () => browser.call('setState', { body: { medium: 'voice', state: 'READY' } })
    await lose(ready)
    documentOf(await ready())
    expect(await told('agent.stateChanged')).toBe(1)
    const save = () => browser.call('saveNote', { body: { text: 'call back', version: 0 } })
    await lose(save)
    expect(documentOf(await save()).version).toBe(1)
    expect(await told('note.saved')).toBe(1)
  })

  test('[SR29] what is made by its own id is there once, and says so', async () => {
    documentOf(await browser.signIn('admin01'))
    const create = () => browser.call('createPlace', { body: { id: 'new', name: 'New', extension: null, devices: [] } })
    await lose(create)
    expect(refusalOf(await create()).code).toBe('object.exists')
    expect(await told('settings.changed')).toBe(1)
  })

  test('[SR29] [S-05] a password is changed: the sessions are over, and the new one opens', async () => {
    documentOf(await browser.signIn('agent01'))
    const change = () => browser.call('changePassword', { body: { current: demoPassword, next: 'quite another horse' } })
    await lose(change)
    expect(refusalOf(await change()).code).toBe('session.missing')
    documentOf(await browser.signIn('agent01', { password: 'quite another horse' }))
  })

  test('[SR29] a sign-out is one', async () => {
    documentOf(await browser.signIn('agent01'))
    await lose(() => browser.call('signOut', { body: {} }))
    expect((await browser.call('signOut', { body: {} })).ok).toBe(false)
    expect([await live(), await told('session.ended')]).toEqual([[], 1])
  })
})
