import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { StoreSuite } from './store-fixture.ts'
import { freshTenant, saveNote, upTo } from './store-fixture.ts'

const enough = 100

/** A process killed in the midst of writing. */
export function describeCrash(suite: () => StoreSuite): void {
  test('[SR18] kill -9 loses nothing that was acknowledged, and leaves no half of a unit of work', async () => {
    const { fixture, store } = suite()
    if (fixture.database === null) return
    const tenant = store.tenant(freshTenant())
    const acknowledged = await writeUntilKilled(fixture.database, tenant.tenantId)

    const notes = await tenant.find('notes')
    const events = await tenant.events({ limit: 100_000 })
    expect(acknowledged.length).toBeGreaterThanOrEqual(enough)
    expect(notes.map(({ version }) => version)).toEqual(expect.arrayContaining([...acknowledged]))
    expect(events.map(({ offset }) => offset)).toStrictEqual(upTo(notes.length))
    expect(new Set(events.map(({ userId }) => userId))).toStrictEqual(new Set(notes.map(({ userId }) => userId)))
    expect(await tenant.transact((tx) => saveNote(tx, 'after', 1))).toBe(notes.length + 1)
  })
}

/** Runs a writer, kills it when enough is acknowledged, and gives all that it was. */
async function writeUntilKilled(database: string, tenantId: string): Promise<readonly number[]> {
  const program = fileURLToPath(new URL('./crash-writer.ts', import.meta.url))
  const writer = spawn(process.execPath, [program, database, tenantId], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  writer.stdout.on('data', (chunk) => {
    printed += String(chunk)
    if (printed.split('\n').length > enough) writer.kill('SIGKILL')
  })
  await once(writer, 'close')
  return printed.split('\n').slice(0, -1).map(Number)
}
