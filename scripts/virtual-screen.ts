import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { aptInstall } from './apt-install.ts'

/** The system's Xvfb, the screen that tests of recordings record; as root on a machine with apt it is installed. Throws with what to do. */
export function findVirtualScreen(): string {
  const find = () =>
    (process.env.PATH ?? '')
      .split(delimiter)
      .map((folder) => join(folder, 'Xvfb'))
      .find(existsSync)
  const found = find() ?? (process.getuid?.() === 0 && aptInstall('xvfb') ? find() : undefined)
  if (found !== undefined) return found
  throw new Error('The tests of recordings need Xvfb on the path. Install it (Debian: apt-get install xvfb).')
}
