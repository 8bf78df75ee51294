/** Fails when what the sign-in card and the desk load at first is more JavaScript than promised. Run after `vite build`. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const limitBytes = 190 * 1024
const dist = join(import.meta.dirname, '..', 'dist')
const assets = join(dist, 'assets')

/** The built files that a page needs before it can show anything: its scripts and what they import at once. */
function firstLoad(): readonly string[] {
  const page = readFileSync(join(dist, 'index.html'), 'utf8')
  const waiting = [...page.matchAll(/assets\/([\w.-]+\.js)/g)].flatMap(([, file]) => file ?? [])
  const found = new Set<string>()
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue
    found.add(file)
    const code = readFileSync(join(assets, file), 'utf8')
    for (const [, imported] of code.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g))
      if (imported !== undefined) waiting.push(imported)
  }
  return [...found]
}

const sizeOf = (file: string) => gzipSync(readFileSync(join(assets, file)), { level: 9 }).length
const first = firstLoad()
const firstBytes = first.reduce((sum, file) => sum + sizeOf(file), 0)
const inKilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`

for (const file of readdirSync(assets).filter((name) => name.endsWith('.js'))) {
  console.log(`${first.includes(file) ? 'first' : 'later'}  ${inKilobytes(sizeOf(file)).padStart(9)}  ${file}`)
}
console.log(`Sign-in and desk: ${inKilobytes(firstBytes)} of JavaScript, gzipped; the limit is ${inKilobytes(limitBytes)}.`)
if (firstBytes > limitBytes) process.exit(1)
