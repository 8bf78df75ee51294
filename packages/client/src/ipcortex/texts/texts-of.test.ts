import { expect, test } from 'vitest'
import { german } from './de.ts'
import { english } from './en.ts'
import { textsOf } from './texts-of.ts'

test('[PX43] German for what begins with de, English for everything else', () => {
  for (const tag of ['de', 'DE', 'de-AT', 'de-CH-1996']) expect(textsOf(tag)).toBe(german)
  for (const tag of ['', 'en', 'en-GB', 'fr', 'den', 'nl-DE', 'x']) expect(textsOf(tag)).toBe(english)
})

test('[PX43] whatever is said in English is said in German, too', () => {
  expect(Object.keys(german.refusals)).toEqual(expect.arrayContaining(Object.keys(english.refusals)))
  expect(Object.keys(german).toSorted()).toEqual(Object.keys(english).toSorted())
})
