import { expect, test } from 'vitest'
import { createLanguage } from './language.ts'
import { german } from './texts-de.ts'
import { english } from './texts-en.ts'

const at = Date.UTC(2026, 2, 4, 12)

test('[CW13] German for every German, English for the others, and times as the page’s language writes them', () => {
  expect(['de', 'de-AT', 'DE-ch'].map((tag) => createLanguage(tag).texts)).toEqual([german, german, german])
  expect(['en', 'fr', 'den', '', 'not a tag'].map((tag) => createLanguage(tag).texts)).toEqual(Array(5).fill(english))
  expect(createLanguage('de').dayName(at, at + 10 * 86_400_000)).toMatch(/4\. März 2026/)
  expect(createLanguage('de').dayName(at, at)).toBe('Heute')
  expect(createLanguage('de').dayName(at, at + 86_400_000)).toBe('Gestern')
})

test('[CW13] a page that names no country gets the reader’s', () => {
  expect(createLanguage('en', ['de-DE', 'en-GB']).tag).toBe('en-GB')
  expect(createLanguage('en-US', ['en-GB']).tag).toBe('en-US')
})

test('[CW13] [CH10] what the system says is said in German, too', () => {
  const said = { handedOn: 'The conversation was handed on.', over: 'The conversation is over.' }
  for (const text of Object.values(said)) expect(german.system[text]).toMatch(/^Das Gespräch /)
})
