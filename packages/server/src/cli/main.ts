import { ConfigError } from '../config.ts'
import { describeStartFailure } from '../start-failure.ts'
import { StoreUnavailable } from '../store/store-unavailable.ts'
import { createProgram } from './program.ts'
import { CommandFailed } from './session.ts'

/** What each kind of failure ends with; 0 is success and 1 a wrong command line. */
const exitCodes = { refused: 2, configuration: 3, store: 4, internal: 70 } as const

createProgram(process.env, (line) => void process.stdout.write(`${line}\n`))
  .parseAsync(process.argv)
  .catch((error: unknown) => {
    process.stderr.write(`hotseat: ${sentenceOf(error)}\n`)
    process.exitCode = exitCodeOf(error)
  })

function exitCodeOf(error: unknown): number {
  if (error instanceof CommandFailed) return exitCodes.refused
  if (error instanceof ConfigError) return exitCodes.configuration
  return error instanceof StoreUnavailable ? exitCodes.store : exitCodes.internal
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof StoreUnavailable) return describeStartFailure(error)
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return `${error.message}${cause}`
}
