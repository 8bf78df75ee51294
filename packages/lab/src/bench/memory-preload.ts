import { setTimeout as sleep } from 'node:timers/promises'
import { serveCommands } from './worker.ts'

/** Loaded before a server that is measured (`--expose-gc --import`): says what it holds once the garbage is gone. */
const commands = {
  async memory() {
    for (let round = 0; round < 4; round += 1) {
      globalThis.gc?.()
      await sleep(50)
    }
    const { rss, heapUsed, external } = process.memoryUsage()
    return { rss, held: heapUsed + external }
  },
}
export type MemoryPreload = typeof commands
serveCommands(commands)
