import { type DestinationStream, type Logger, pino } from 'pino'
import type { LogLevel } from './settings.ts'

/**
 * The log: one JSON object a line, whatever anybody puts into a name (S-66). Info is for what an operator wants to see
 * once: start, drain, and one line for each call that begins, goes on or ends a session. What could open a door is taken
 * out wherever it turns up (S-65), though nothing should ever put it in.
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Logger {
  const secrets = [
    'password',
    'current',
    'next',
    'token',
    'accessToken',
    'cookie',
    'authorization',
    'secret',
    'signature',
    'csrfToken',
  ]
  const options = {
    level,
    base: null,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*["set-${name}"]`]), censor: '***' },
    serializers: { err: describeError },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

/** An error's name, message and stack, and its causes' messages; none of its other members, which may hold input. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: typeof error }
  const cause = error.cause instanceof Error ? { cause: error.cause.message } : {}
  return { type: error.name, message: error.message, stack: error.stack, ...cause }
}
