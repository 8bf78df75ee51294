import { flushCompileCache } from 'node:module'
import { parseArgs } from 'node:util'
import { createServer } from './compose.ts'
import { type Config, parseConfig } from './config.ts'
import { realWorld } from './real-world.ts'
import { describeStartFailure } from './start-failure.ts'
import { usage } from './usage.ts'
import { welcome } from './welcome.ts'

let config: Config | null = null

/** What stands behind the command. A word that means nothing keeps the server from starting: it was meant to do something. */
function readWords(args: string[]): { readonly demo?: boolean; readonly help?: boolean } {
  const options = { demo: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const
  return parseArgs({ args, options }).values
}

/** Starts a server from the environment, and stops it gently when it is told to. */
async function main(): Promise<void> {
  const asked = readWords(process.argv.slice(2))
  if (asked.help) {
    process.stdout.write(usage())
    return
  }
  config = parseConfig({ ...process.env, ...(asked.demo && { HOTSEAT_DEMO: '1' }) })
  const server = await createServer(config, realWorld)
  const started = await server.start()
  process.stdout.write(welcome({ demo: config.demo, pid: process.pid }, started))
  // Node would write it at the end, which a server that is killed has none of.
  flushCompileCache()

  let stopping = false
  const stop = async () => {
    // A second signal means that somebody will not wait.
    if (stopping) process.exit(1)
    stopping = true
    await server.close()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}

main().catch((error: unknown) => {
  process.stderr.write(`\nHotseat did not start. ${describeStartFailure(error, config?.port)}\n\n`)
  process.exit(1)
})
