import { createServer } from './compose.ts'
import { ConfigError, parseConfig } from './config.ts'
import { realWorld } from './real-world.ts'
import { welcome } from './welcome.ts'

/** Starts a server from the environment, and stops it gently when it is told to. */
async function main(): Promise<void> {
  const demo = process.argv.includes('--demo') ? { HOTSEAT_DEMO: '1' } : {}
  const config = parseConfig({ ...process.env, ...demo })
  const server = await createServer(config, realWorld)
  const started = await server.start()
  process.stdout.write(welcome(config, started))

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
  const isOurs = error instanceof ConfigError || (error instanceof Error && 'code' in error)
  process.stderr.write(`${isOurs && error instanceof Error ? error.message : describe(error)}\n`)
  process.exit(1)
})

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
