import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { serveCommands } from '../worker.ts'

/** The limit of sign-ins: nothing but password checks, as many at a time as there are cores. */
const commands = {
  /** Checks a second over `durationMs`, with the server's own parameters. */
  async checks({
    cost,
    durationMs,
  }: {
    cost: { memoryCost: number; timeCost: number; parallelism: number }
    durationMs: number
  }) {
    const phc = await hash('the same password', cost)
    const startedAt = performance.now()
    let done = 0
    const lane = async () => {
      while (performance.now() - startedAt < durationMs) {
        await verify(phc, 'the same password')
        done += 1
      }
    }
    await Promise.all(Array.from({ length: availableParallelism() }, lane))
    return (done * 1_000) / (performance.now() - startedAt)
  },
}
export type Argon2Peer = typeof commands
serveCommands(commands)
