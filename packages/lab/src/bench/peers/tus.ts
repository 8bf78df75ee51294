import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import { serveCommands } from '../worker.ts'

/** The limit of uploads: a bare tus server that writes what comes into files, checks nothing, and waits for no disk. */
const directory = mkdtempSync(join(tmpdir(), 'hotseat-bench-tus-'))
process.on('exit', () => rmSync(directory, { recursive: true, force: true }))
const commands = {
  async listen() {
    const tus = new Server({ path: '/recorder/v1/uploads', datastore: new FileStore({ directory }) })
    const http = createServer((request, response) => void tus.handle(request, response)).listen(0, '127.0.0.1')
    await once(http, 'listening')
    const address = http.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  },
}
export type TusPeer = typeof commands
serveCommands(commands)
