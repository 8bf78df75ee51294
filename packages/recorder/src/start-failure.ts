import { isRecord } from './is-record.ts'
import { ConfigError } from './settings/config.ts'
import { FolderTaken } from './spool/lock-folder.ts'

/** Why the recorder did not start, and what to do, for whoever started it (spec RCF1). */
export function describeStartFailure(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  if (error instanceof FolderTaken)
    return 'Another recorder works in its data folder. Stop that one, or give this one a folder of its own: HOTSEAT_RECORDER_DATA=<folder>'
  const { code, port } = isRecord(error) ? error : {}
  // One of ours is about a port; those of files and of the lock have none.
  const isPort = typeof port === 'number' && port > 0
  if (isPort && code === 'EADDRINUSE')
    return `Its port ${port} is taken. If that is another recorder, stop it; for one more set HOTSEAT_RECORDER_PORT and HOTSEAT_RECORDER_DATA.`
  if (isPort && code === 'EACCES')
    return `The system does not give it the port ${port}. Take one above 1023: HOTSEAT_RECORDER_PORT=<port>`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST')
    return 'The data folder cannot be written. Name one that can: HOTSEAT_RECORDER_DATA=<folder>'
  return error instanceof Error ? error.message : String(error)
}
