/**
 * Builds what the server hands to browsers: the desk, the SDK and the chat widget. `--when-stale` builds only what is older than its sources.
 * Run as `npm run build`; `npm start` and `npm run serve` run it with `--when-stale` first.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { isStale } from './stale.ts'

const root = join(import.meta.dirname, '..')
const base = ['packages/core', 'packages/protocol', 'packages/browser', 'package-lock.json']
const shared = [...base, 'packages/client']

/** What is built: its sources (folders and files), the file that a build writes last, and the command, run in its package. */
const products = [
  {
    name: 'the SDK',
    folder: 'packages/client',
    sources: shared,
    made: 'packages/client/dist/ipcortex/api.js',
    command: ['build.ts'],
  },
  {
    name: 'the widget',
    folder: 'packages/widget',
    sources: [...base, 'packages/widget'],
    made: 'packages/widget/dist/chat.js',
    command: ['build.ts'],
  },
  {
    name: 'the desk',
    folder: 'packages/desk',
    sources: ['packages/desk', ...shared],
    made: 'packages/desk/dist/index.html',
    command: [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
  },
]

const onlyStale = process.argv.includes('--when-stale')
for (const { name, folder, sources, made, command } of products) {
  if (
    onlyStale &&
    !isStale(
      join(root, made),
      sources.map((source) => join(root, source)),
    )
  )
    continue
  console.log(`Building ${name}…`)
  const { status } = spawnSync(process.execPath, command, { cwd: join(root, folder), stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
