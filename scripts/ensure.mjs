// Runs before every npm script that needs the dependencies, so that a fresh clone needs one command.
// Plain JavaScript for the machine's own Node (18 or newer): the project's Node 24 is one of the dependencies.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { missingPackages } from './missing-packages.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
/** @param {string[]} parts */
const at = (...parts) => join(root, ...parts)
const node24 = at('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

if (needsInstall()) install()
if (process.argv.includes('--build')) run(node24, [at('scripts', 'build.ts'), '--when-stale'], process.env)

function needsInstall() {
  const installed = at('node_modules', '.package-lock.json')
  if (!existsSync(installed) || !existsSync(node24)) return true
  return missingPackages(readLock(at('package-lock.json')), readLock(installed)).length > 0
}

/** @param {string} path */
function readLock(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function install() {
  console.log('Installing what is missing… (npm ci; a minute or two the first time)')
  // npm ci removes node_modules, and with it the Node that npm put first on the PATH: let the machine's own do it.
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => !/node_modules[\\/]\.bin/.test(entry))
  run('npm', ['ci', '--loglevel=error', '--no-fund', '--no-audit'], { ...process.env, PATH: path.join(delimiter) })
  if (existsSync(node24)) return
  fail('The packages are there, but Node 24 is not: npm did not run the install script of the package "node".', [
    'npm may be set to ignore scripts; try:  npm ci --ignore-scripts=false',
  ])
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function run(command, args, env) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32' && command === 'npm',
  })
  if (status === 0) return
  if (signal) process.exit(130)
  const why = error ? error.message : `it ended with code ${status}`
  fail(`${command === 'npm' ? 'npm ci' : 'The build'} failed: ${why}.`, [
    'The lines above say why. Without a network, a proxy or a registry of your own belongs into ~/.npmrc.',
  ])
}

/**
 * @param {string} what
 * @param {string[]} hints
 */
function fail(what, hints) {
  console.error([`\n${what}`, ...hints].join('\n'))
  process.exit(1)
}
