import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, realpath, rename, rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errorCode } from './error-code.ts'

/** Another recorder works in the data folder. */
export class FolderTaken extends Error {
  constructor() {
    super('Another recorder works in this data folder.')
    this.name = 'FolderTaken'
  }
}

/** A folder that is ours alone, until it is let go of. */
export type FolderLock = { release(): Promise<void> }

/** What fits into the address of a socket on every system, with room for a name to move it to. */
const longestAddress = 90

/**
 * Takes a folder for this process (spec SPL9): by listening on a socket in it, which the system closes with the process, however that ends, and
 * which no other process can be taken for. Refuses with `FolderTaken`.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const address = addressOf(await realpath(folder), process.platform)
  let server = await listen(address)
  if (server === null && !(await isAnswered(address))) {
    await removeStale(address)
    server = await listen(address)
  }
  if (server === null) throw new FolderTaken()
  const held = server
  return {
    async release() {
      held.close()
      await once(held, 'close')
    },
  }
}

/** Windows has pipes, which go with their process. A folder whose name is too long for a socket has it among the passing files. */
export function addressOf(folder: string, platform: NodeJS.Platform): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 32)
  if (platform === 'win32') return `\\\\.\\pipe\\hotseat-recorder-${name}`
  const inFolder = join(folder, 'lock')
  return Buffer.byteLength(inFolder) <= longestAddress ? inFolder : join(tmpdir(), `hotseat-recorder-${name}`)
}

/** Null: somebody listens there, or did and was killed. */
async function listen(address: string): Promise<Server | null> {
  const server = createServer((socket) => socket.destroy()).listen(address)
  try {
    await once(server, 'listening')
    return server
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE') return null
    throw error
  }
}

async function isAnswered(address: string): Promise<boolean> {
  const socket = connect(address)
  try {
    await once(socket, 'connect')
    return true
  } catch (error) {
    // Whoever may not ask does not say that nobody is there.
    return !['ECONNREFUSED', 'ENOENT'].includes(errorCode(error))
  } finally {
    socket.destroy()
  }
}

/** Removes the socket of a process that was killed. It is moved away first: another start may have taken the folder since it was looked at. */
async function removeStale(address: string): Promise<void> {
  const aside = await mkdtemp(`${address}-`)
  try {
    await rename(address, join(aside, 's'))
    if (await isAnswered(join(aside, 's'))) {
      await rename(join(aside, 's'), address)
      throw new FolderTaken()
    }
  } catch (error) {
    // Another start has moved it meanwhile.
    if (errorCode(error) !== 'ENOENT') throw error
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}
