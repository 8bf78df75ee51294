import { ConfigError } from './config.ts'
import { StoreUnavailable } from './store/store-unavailable.ts'

/** Why a start failed, for the person who typed it: a sentence, and what to do. A fault of ours keeps its stack. */
export function describeStartFailure(error: unknown, port: number | null = null): string {
  if (error instanceof ConfigError) return error.message
  const code = codeOf(error)
  const taken = `Port ${port} is taken, perhaps by another Hotseat. Stop that, or take another port: HOTSEAT_PORT=${(port ?? 7_700) + 1}`
  if (code === 'EADDRINUSE') return taken
  if (code.startsWith('ERR_PARSE_ARGS_')) return `${firstSentence(error)} --help says what there is.`
  if (code === 'EACCES' && isListen(error))
    return `Nobody may listen on port ${port} here but root. Take another one: HOTSEAT_PORT=7700`
  if (code === 'EADDRNOTAVAIL') return 'HOTSEAT_HOST is no address of this machine.'
  if (error instanceof StoreUnavailable) return describeStore(error.cause)
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function describeStore(cause: unknown): string {
  const said = cause instanceof Error ? cause.message || codeOf(cause) : String(cause)
  if (isNewer(said)) return 'The database was written by a newer Hotseat. Start that one; this one does not touch it.'
  const code = codeOf(cause)
  if (code === lockTimeout) return lockedOut
  const path = cause instanceof Error && 'path' in cause ? ` (${String(cause.path)})` : ''
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR'].includes(code))
    return `The data folder cannot be written${path}. Name one that can: HOTSEAT_DATA=<folder>`
  return `The database cannot be used: ${said}. See HOTSEAT_DATABASE.`
}

/** PostgreSQL's `lock_not_available`. */
const lockTimeout = '55P03'
const lockedOut =
  'The schema of the database could not be brought up to date: for 30 s somebody else held a lock on it, a transaction that was left open or another node that is migrating. See pg_stat_activity, then start again.'

/** What the migrations say of a database that knows a step which they do not. */
function isNewer(message: string): boolean {
  return /corrupted migrations: previously executed migration .* is missing/.test(message)
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

function isListen(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen'
}

/** Node's own advice about a word on the command line is about scripts, and comes after it. */
function firstSentence(error: unknown): string {
  const [first = ''] = String(error instanceof Error ? error.message : error).split('. ')
  return first.endsWith('.') ? first : `${first}.`
}
