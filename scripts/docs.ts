/**
 * The generated reference: `npm run docs` writes docs/reference/, `--check` fails when a page is not what the code says.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pages } from './docs/pages.ts'

const folder = join(import.meta.dirname, '../docs/reference')
const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '')

const outdated = Object.entries(pages)
  .map(([name, render]) => ({ path: join(folder, name), text: render() }))
  .filter(({ path, text }) => read(path) !== text)

if (process.argv.includes('--check')) {
  for (const { path } of outdated) console.error(`${path} is not what the code says; run: npm run docs`)
  process.exit(outdated.length > 0 ? 1 : 0)
}
for (const { path, text } of outdated) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  console.log(`wrote ${path}`)
}
