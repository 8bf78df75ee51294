import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isStale } from './stale.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hotseat-stale-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(path: string, atSeconds: number): void {
  const full = join(folder, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, '')
  utimesSync(full, atSeconds, atSeconds)
}
const stale = () => isStale(join(folder, 'dist/index.html'), [join(folder, 'package.json'), folder])

test('a product that was never made is stale', () => {
  write('package.json', 1)
  expect(stale()).toBe(true)
})

test('a product is stale when one source is newer, however deep', () => {
  write('package.json', 1)
  write('src/pages/desk.tsx', 20)
  write('dist/index.html', 10)
  expect(stale()).toBe(true)
})

test('newer tests, products and dependencies do not make it stale', () => {
  write('package.json', 1)
  write('src/desk.tsx', 5)
  write('dist/index.html', 10)
  write('src/desk.test.tsx', 20)
  write('dist/assets/desk.js', 20)
  write('node_modules/react/index.js', 20)
  expect(stale()).toBe(false)
})
