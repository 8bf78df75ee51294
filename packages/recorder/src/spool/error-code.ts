import { isRecord } from '../is-record.ts'

/** The system's name of what went wrong with a file or a socket, ENOENT say; '' when it has none. */
export function errorCode(error: unknown): string {
  return isRecord(error) && typeof error.code === 'string' ? error.code : ''
}

/** Whether the disk has no room, for this user or in this file. */
export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(errorCode(error))
}
