import { open } from 'node:fs/promises'
import { errorCode } from './error-code.ts'

/** Systems, and file systems, that do not let a folder be opened or synced say one of these. */
const notHere = ['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EBADF']

/** Makes the names in a folder outlive a loss of power, where the system can. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const file = await open(folder, 'r')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    if (!notHere.includes(errorCode(error))) throw error
  }
}
