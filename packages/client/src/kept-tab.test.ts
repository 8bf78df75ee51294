import type { Snapshot } from '@hotseat/protocol'
import { describe, expect, test } from 'vitest'
import { createHotseat } from './create-hotseat.ts'
import { signedInTab } from './testing/start-test.ts'

/** Two tabs of one session with something of their own on the screen, and nothing else of it in the browser than is kept. */
async function twoScreens() {
  const test = await signedInTab()
  const second = test.browser.open()
  const hotseats = [test.hotseat, createHotseat({ world: second.world })] as const
  await hotseats[1].restore()
  await test.clock.pass(1)
  const first = { version: 1, route: '/desk', note: { text: 'half a sentence', version: 3 } } as const
  hotseats[0].keep(() => first)
  hotseats[1].keep(() => ({ version: 1, route: '/floor' }))
  const tabs = [test.tab, second] as const
  /** Loads the page of a tab anew; what `restored` then tells. */
  const load = async (labels: Map<string, string>) => {
    const restored: (Snapshot | null)[] = []
    const tab = test.browser.open({ labels })
    const hotseat = createHotseat({ world: tab.world })
    hotseat.on('restored', ({ snapshot }) => restored.push(snapshot))
    await hotseat.restore()
    await test.clock.pass(1)
    return { restored, hotseat, tab }
  }
  const leave = async (tab: 0 | 1) => {
    tabs[tab].signal('left')
    await test.clock.pass(1)
    hotseats[tab].close()
    tabs[tab].kill()
  }
  return { ...test, hotseats, tabs, first, load, leave }
}

describe('[TB7] what a tab keeps', () => {
  test('comes back to the same tab, however often the others wrote since', async () => {
    const { leave, load, tabs, first, clock, hotseats } = await twoScreens()
    await leave(0)
    await clock.pass(120_000)
    const again = await load(tabs[0].labels)
    expect(again.restored).toEqual([first])
    for (const hotseat of [hotseats[1], again.hotseat]) hotseat.close()
  })

  test('goes to a new tab when its own is gone, once', async () => {
    const { leave, load, first, clock } = await twoScreens()
    await leave(0)
    await clock.pass(20_000)
    await leave(1)
    const fresh = [await load(new Map()), await load(new Map()), await load(new Map())] as const
    expect(fresh.map(({ restored }) => restored)).toEqual([[{ version: 1, route: '/floor' }], [first], []])
    for (const { hotseat } of fresh) hotseat.close()
  })

  test('stays with a tab that lives', async () => {
    const { load, hotseats, clock } = await twoScreens()
    await clock.pass(60_000)
    const duplicate = await load(new Map())
    expect(duplicate.restored).toEqual([])
    for (const hotseat of [...hotseats, duplicate.hotseat]) hotseat.close()
  })

  test('[S-58] is forgotten when another person signs in', async () => {
    const { hotseats, server, store, clock, leave } = await twoScreens()
    await clock.pass(60_000)
    await leave(0)
    await hotseats[1].signIn({ tenant: 'demo', username: 'agent02', password: server.password })
    await clock.pass(60_000)
    expect(JSON.stringify([...store.values.values()])).not.toContain('half a sentence')
    hotseats[1].close()
  })
})
