/** Type-checks every tsconfig of the project, two at a time. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const compiler = join(root, 'node_modules/typescript/bin/tsc')

/** Where a package may have one: parts of it run with other libraries, such as a service worker without a document. */
const configs = [
  'tsconfig.json',
  'tsconfig.test.json',
  'e2e/tsconfig.json',
  'src/worker/tsconfig.json',
  'src/compat/acqueon/page/tsconfig.json',
]

const projects = [
  'tsconfig.json',
  ...readdirSync(join(root, 'packages')).flatMap((name) => configs.map((file) => join('packages', name, file))),
].filter((file) => existsSync(join(root, file)))

async function passes(project: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [compiler, '-p', project], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('close', (status) => resolve(status === 0))
  })
}

async function worker(queue: string[]): Promise<readonly string[]> {
  const failed: string[] = []
  for (let project = queue.shift(); project !== undefined; project = queue.shift()) {
    if (!(await passes(project))) failed.push(project)
  }
  return failed
}

const queue = [...projects]
const failed = (await Promise.all([worker(queue), worker(queue)])).flat()
if (failed.length > 0) {
  console.error(`Types do not fit in: ${failed.join(', ')}`)
  process.exit(1)
}
