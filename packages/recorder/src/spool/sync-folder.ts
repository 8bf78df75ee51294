import { open } from 'node:fs/promises'

/** Once it resolves, which files are in a folder outlives a loss of power: a file's own sync does not promise that. Windows has no such call. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}
