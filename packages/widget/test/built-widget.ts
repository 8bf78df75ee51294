import { fileURLToPath } from 'node:url'
import { isStale } from '../../../scripts/stale.ts'
import { buildWidget } from '../build.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Builds the widget when its sources are newer: tests that run beside each other do not write over what another one loads. */
export async function builtWidget(): Promise<void> {
  if (isStale(here('../dist/chat.js'), [here('../src'), here('../build.ts'), here('../../browser/src'), here('../../core/src')]))
    await buildWidget()
}
