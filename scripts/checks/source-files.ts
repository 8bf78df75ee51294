import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A file of the tree: its path from the root, with `/`, and its text. */
export type SourceFile = { readonly path: string; readonly text: string }

/** The project's root. */
export const root = join(import.meta.dirname, '../..')

/** The files that git knows or would take, and whose path fits; a clone, an editor and a fresh file count alike. */
export function sourceFiles(fits: RegExp): readonly SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  return listed
    .split('\n')
    .filter((path) => fits.test(path) && statSync(join(root, path), { throwIfNoEntry: false })?.isFile())
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** Prints the faults and ends with 1, or says what was looked at. */
export function report(faults: readonly string[], looked: string): void {
  for (const fault of faults) console.error(fault)
  if (faults.length > 0) process.exit(1)
  console.log(looked)
}
