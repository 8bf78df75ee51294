import { type DestinationStream, type Logger, pino } from 'pino'

/** The log: one JSON object a line. What could open a door is taken out wherever it turns up (S-65), though nothing should ever put it in. */
export function createLog(destination?: DestinationStream): Logger {
  const secrets = ['password', 'ticket', 'token', 'accessToken', 'cookie', 'authorization', 'csrf', 'key', 'signature']
  const options = {
    base: null,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '***' },
    serializers: { err: describeError },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

/** An error's name, message and stack; none of its other members, which may hold input. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: typeof error }
  const cause = error.cause instanceof Error ? { cause: error.cause.message } : {}
  return { type: error.name, message: error.message, stack: error.stack, ...cause }
}
