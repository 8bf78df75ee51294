/**
 * Every check, in order, each under its headline; stops at nothing and names what failed at the end.
 * `node scripts/test.ts types lint` runs only those. The runners come last, so that their closing lines are the last ones.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const tool = (path: string) => join('node_modules', path)
const colors = `--colors=${process.stdout.isTTY ? 'force' : 'off'}`

/** What is run by Node 24 in the project's root, from the quick and static to the slow and whole. */
const checks = [
  { name: 'types', says: 'types of every package and its tests', command: ['scripts/checks/types.ts'] },
  {
    name: 'lint',
    says: 'lint, format and import cycles',
    command: [tool('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', colors, '.'],
  },
  { name: 'imports', says: 'imports follow the arrows of docs/architecture.md', command: ['scripts/checks/imports.ts'] },
  { name: 'spec', says: 'every rule has a test, every id a rule', command: ['scripts/checks/spec-ids.ts'] },
  { name: 'docs', says: 'generated pages are up to date', command: ['scripts/docs.ts', '--check'] },
  { name: 'lock', says: 'the lock file is whole and names no registry', command: ['scripts/checks/lock.ts'] },
  { name: 'unused', says: 'no unused file, export or dependency', command: [tool('knip/bin/knip.js'), '--no-progress'] },
  { name: 'build', says: 'the desk and the SDK', command: ['scripts/build.ts', '--when-stale'] },
  { name: 'size', says: 'what the desk loads at first', command: ['packages/desk/scripts/check-size.ts'] },
  { name: 'chromium', says: 'a browser for the tests', command: ['scripts/checks/chromium.ts'] },
  { name: 'ffmpeg', says: 'what makes, reads and shows recordings in the tests', command: ['scripts/checks/ffmpeg.ts'] },
  {
    name: 'unit',
    says: 'unit, property, contract (SQLite and PostgreSQL) and simulation',
    command: [tool('vitest/vitest.mjs'), 'run'],
  },
  { name: 'browser', says: 'the desk in a real Chromium', command: [tool('@playwright/test/cli.js'), 'test'] },
]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name))
if (unknown.length > 0) {
  console.error(`There is no check ${unknown.join(', ')}. There are: ${checks.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

const failed: string[] = []
for (const { name, says, command } of checks) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n── ${name}: ${says}`)
  const startedAt = process.hrtime.bigint()
  const { status, signal } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' })
  if (signal === 'SIGINT') process.exit(130)
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9
  if (status !== 0) failed.push(name)
  // The runners say it themselves, and their lines are to be the last.
  if (name !== 'unit' && name !== 'browser') console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`)
}

if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}. One alone:  npm test -- ${failed[0]}`)
  process.exit(1)
}
