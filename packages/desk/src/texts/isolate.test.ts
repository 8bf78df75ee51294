import { expect, test } from 'vitest'
import { allEn } from './all-en.ts'
import { de } from './de.ts'
import { isolate, joinIsolated } from './isolate.ts'

const name = 'نور الدين'

test('[DK6] a name that runs from right to left is set apart in every sentence; another one stays as it is', () => {
  expect(isolate('Jonas Weber')).toBe('Jonas Weber')
  expect(isolate('שרה')).toBe('\u2068שרה\u2069')
  for (const texts of [allEn, de]) {
    expect(texts.floor.signedOut(name)).toContain(`\u2068${name}\u2069`)
    expect(texts.admin.actionsFor(name)).toContain(`\u2068${name}\u2069`)
    expect(texts.audit.say.ended(name, 'x', null)).toContain(`\u2068${name}\u2069`)
    expect(texts.floor.signedOut('Jonas Weber')).not.toContain('\u2068')
  }
})

test('[DK6] a label cannot steer the direction of what stands around it', () => {
  expect(isolate('\u202egnp.exe\u2069')).toBe('gnp.exe')
  expect(isolate(`${name}\u2069!`)).toBe(`\u2068${name}!\u2069`)
})

test('[DK6] a seat keeps its order beside its number', () => {
  expect(joinIsolated(['نافذة', '5001'])).toBe('\u2068نافذة\u2069 · 5001')
  expect(joinIsolated([null, '5001', undefined, ''])).toBe('5001')
})
