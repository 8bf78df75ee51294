import { expect, test } from 'vitest'
import { importFaults, importsOf } from './import-rules.ts'

const exported = new Set(['@hotseat/core', '@hotseat/protocol', '@hotseat/client', '@hotseat/server'])

function faults(path: string, ...targets: readonly string[]): readonly string[] {
  const text = targets.map((target) => `import { it } from '${target}'`).join('\n')
  return importFaults({ path: `packages/${path}`, text }, exported)
}

test('imports, type imports, re-exports, bare and dynamic imports are all seen; comments are not', () => {
  const text = `
import a from 'one'
import type { B } from 'two'
import {
  c,
  d,
} from './three.ts'
export * from './four.ts'
export { e } from './five.ts'
import './six.css'
// import x from 'seven'
/* import y from 'eight' */
const f = await import('nine')
export const from = 'ten'
`
  expect(importsOf(text)).toEqual(['one', 'two', './three.ts', './four.ts', './five.ts', './six.css', 'nine'])
})

test('imports along the arrows pass', () => {
  expect(faults('protocol/src/agent.ts', '@hotseat/core', 'typebox', './schema.ts')).toEqual([])
  expect(faults('desk/src/app.tsx', '@hotseat/client', '@hotseat/protocol', 'react')).toEqual([])
  expect(faults('lab/src/simulate.ts', '@hotseat/server', '@hotseat/client')).toEqual([])
})

test('an import against the arrows is refused', () => {
  expect(faults('protocol/src/agent.ts', '@hotseat/server')).toHaveLength(1)
  expect(faults('client/src/hotseat.ts', '@hotseat/server')).toHaveLength(1)
  expect(faults('server/src/compose.ts', '@hotseat/client')).toHaveLength(1)
})

test('core imports nothing, but its tests the test tools', () => {
  expect(faults('core/src/lockout.ts', 'node:crypto')).toHaveLength(1)
  expect(faults('core/src/lockout.ts', 'typebox')).toHaveLength(1)
  expect(faults('core/src/lockout.test.ts', 'vitest', 'fast-check', './lockout.ts')).toEqual([])
})

test('a deep import into a sibling is refused, by name and by path', () => {
  expect(faults('server/src/compose.ts', '@hotseat/core/src/result.ts')).toHaveLength(1)
  expect(faults('server/src/compose.ts', '../../core/src/result.ts')).toHaveLength(1)
  expect(faults('server/src/sign-on/sign-in.ts', '../store/store.ts')).toEqual([])
})

test('only examples import their own package by its name', () => {
  expect(faults('client/src/tabs.ts', '@hotseat/client')).toHaveLength(1)
  expect(faults('client/examples/ten-lines.ts', '@hotseat/client')).toEqual([])
})

test('only tests use the tools of the house', () => {
  expect(faults('client/test/browser.ts', '../../../scripts/chromium.ts')).toEqual([])
  expect(faults('client/src/tabs.ts', '../../../scripts/chromium.ts')).toHaveLength(1)
})

test('one adapter may not import another, but what stands beside them', () => {
  expect(faults('server/src/compat/ameyo/login.ts', '../genesys/me.ts')).toHaveLength(1)
  expect(faults('server/src/compat/ameyo/login.ts', './state.ts', '../xml.ts', '../../use-case.ts')).toEqual([])
})

test('a use case may not import HTTP', () => {
  expect(faults('server/src/sign-on/sign-in.ts', '../http/caller.ts')).toHaveLength(1)
  expect(faults('server/src/compat/ameyo/login.ts', '../../http/caller.ts')).toEqual([])
  expect(faults('server/src/compose.ts', './http/app.ts')).toEqual([])
})
