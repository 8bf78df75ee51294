import { spawnSync } from 'node:child_process'

/** Installs a package of Debian, without what it merely recommends; false when that fails. Needs root. */
export function aptInstall(name: string): boolean {
  console.log(`No ${name} here; installing the system’s (apt-get install ${name})…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  return apt('update') && apt('install', '-y', '--no-install-recommends', name)
}
