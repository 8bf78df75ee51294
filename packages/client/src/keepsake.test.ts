import { defaultContinuitySettings } from '@hotseat/core'
import { expect, test } from 'vitest'
import { generateDeviceKey } from './device-key.ts'
import { parseKeepsake } from './keepsake.ts'
import { parseKeptTab } from './kept-tab.ts'
import { parseSnapshot } from './snapshot.ts'

const key = await generateDeviceKey(crypto.subtle)
const keepsake = {
  sessionId: 's',
  tenant: 'demo',
  username: 'agent01',
  key,
  settings: { ...defaultContinuitySettings, autoRelogin: false },
} as const
const keptTab = {
  tab: 'one',
  tenant: 'demo',
  username: 'agent01',
  offset: 7,
  snapshot: { version: 1, route: '/desk' },
  activeAt: 2,
  savedAt: 1,
} as const

test('a keepsake comes back as it was kept', () => {
  expect(parseKeepsake(keepsake)).toEqual(keepsake)
  expect(parseKeptTab(keptTab)).toEqual(keptTab)
  expect(parseKeptTab({ ...keptTab, activeAt: null })).toEqual({ ...keptTab, activeAt: null })
})

test('anything else than a keepsake is none', () => {
  for (const value of [undefined, null, 'x', {}, { ...keepsake, key: {} }, { ...keepsake, sessionId: 1 }])
    expect(parseKeepsake(value)).toBeNull()
  for (const value of [undefined, null, 'x', {}, { ...keptTab, tab: 1 }, { ...keptTab, offset: '7' }])
    expect(parseKeptTab(value)).toBeNull()
})

test('[S-58] a snapshot has its known fields only, each within its bounds', () => {
  const note = { text: 'hello', version: 2 }
  expect(parseSnapshot({ version: 1, route: '/desk', note: { ...note, password: 'x' }, password: 'x' })).toEqual({
    version: 1,
    route: '/desk',
    note,
  })
  expect(parseSnapshot({ version: 1, route: 'x'.repeat(513), note: { text: 'x'.repeat(20_001), version: 1 } })).toEqual({
    version: 1,
  })
  for (const value of [null, [], { version: 2 }]) expect(parseSnapshot(value)).toBeNull()
})
