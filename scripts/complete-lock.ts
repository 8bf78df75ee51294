/**
 * Adds to package-lock.json the builds for other platforms that the registry did not have when the file was written.
 * Run it after an `npm install` when `npm test` says that something is left out.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { leftOut, type Packages } from './checks/lock-rules.ts'

const path = join(import.meta.dirname, '../package-lock.json')
const lock: { packages: Packages } = JSON.parse(readFileSync(path, 'utf8'))
const added = leftOut(lock.packages)
const packages = Object.fromEntries(
  Object.entries({ ...lock.packages, ...added }).toSorted(([one], [other]) => (one < other ? -1 : 1)),
)

writeFileSync(path, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`)
console.log(`${Object.keys(added).length} packages added to package-lock.json`)
