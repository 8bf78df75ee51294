import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../..', 'src')
/** Text that is put into SQL as text, each of it a constant of ours: a channel's name, a column's type. */
const known = ['.query(`listen ', 'sql.lit(feedChannel)', "sql.raw(types[at] ?? 'text[]')"]
const risky =
  /\.(?:query|exec|prepare|run|all)\(\s*`[^`]*\$\{[^`]*`\)|\.(?:query|exec|prepare)\([^)`]*' ?\+|sql\.(?:raw|lit)\([^)]*\)/g

test('[S-70] no SQL is put together from values', async () => {
  const files = (await readdir(source, { recursive: true })).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  const found = await Promise.all(
    files.map(async (path) => [...(await readFile(join(source, path), 'utf8')).matchAll(risky)].map(([text]) => text)),
  )
  const outside = found.flat().filter((text) => !known.some((allowed) => text.includes(allowed)))
  expect(files.length).toBeGreaterThan(100)
  expect(outside).toEqual([])
  expect(found.flat().length).toBeGreaterThanOrEqual(known.length)
})
