import { open } from 'node:fs/promises'
import { wholeLength } from '../src/spool/whole-length.ts'

/** How many whole fragments are in a part's file; none while there is no file. */
export async function countFragments(path: string): Promise<number> {
  const file = await open(path).catch(() => null)
  if (file === null) return 0
  const { fragments } = await wholeLength(file, (await file.stat()).size)
  await file.close()
  return fragments
}
