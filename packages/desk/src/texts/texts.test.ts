import { preferenceCatalogue } from '@hotseat/core'
import { expect, test } from 'vitest'
import { preferenceText } from '../admin/preference-words.ts'
import { allEn } from './all-en.ts'
import { de } from './de.ts'
import { keysOf, usedKeys } from './used-keys.ts'

const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../texts/**', '!../**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
/** Texts whose keys come from the server, so that a language has as many as it has. */
const open = /^(problems|preferences\.texts)\./

test('[DK4] every text is shown somewhere', () => {
  const keys = keysOf(allEn).filter((key) => !open.test(key))
  const used = new Set(Object.values(sources).flatMap((source) => [...usedKeys(source, keys)]))
  expect(keys.filter((key) => !used.has(key))).toEqual([])
})

test('the search for used texts follows their names through a file, and finds no others', () => {
  const keys = ['desk.title', 'desk.call', 'states.READY', 'states.HOLD', 'rooms.desk']
  const source = `
    const { desk: words } = useTexts()
    const texts = useTexts()
    show(words.title, texts.rooms.desk, classes.call, texts.states[state])`
  expect([...usedKeys(source, keys)].toSorted()).toEqual(['desk.title', 'rooms.desk', 'states.HOLD', 'states.READY'])
})

test('[DK4] German says what English says', () => {
  const closed = (texts: object) => keysOf(texts).filter((key) => !open.test(key))
  expect(closed(de)).toEqual(closed(allEn))
})

test('[DK5] every preference has a name and a help text in each language', () => {
  const ofServer = Object.entries(preferenceCatalogue).map(([key, { help }]) => ({ key, help }))
  for (const preference of ofServer) {
    const [english, german] = [preferenceText(preference, allEn), preferenceText(preference, de)]
    expect(english.help.length, preference.key).toBeGreaterThan(10)
    expect(german.help, preference.key).not.toBe(english.help)
    expect(german.name, preference.key).not.toBe('')
    expect(allEn.preferences.texts[preference.key]?.name, preference.key).not.toBe('')
  }
  for (const { texts } of [allEn.preferences, de.preferences])
    expect(Object.keys(texts).toSorted()).toEqual(Object.keys(preferenceCatalogue).toSorted())
})
