import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Refusal } from '@hotseat/core'
import { problemOf } from './problem.ts'
import { baseHeaders } from './security-headers.ts'

/** Answers on a bare connection with a problem document and ends it: bytes that are no HTTP, a handshake that is refused. */
export function answerRaw(line: Duplex, refusal: Refusal, secure: boolean): void {
  if (!line.writable) {
    line.destroy()
    return
  }
  const problem = problemOf(refusal)
  const body = JSON.stringify(problem)
  const headers = {
    ...baseHeaders(secure),
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
    ...(problem.retryAfterMs === undefined ? {} : { 'retry-after': Math.max(1, Math.ceil(problem.retryAfterMs / 1_000)) }),
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  line.end(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n${lines.join('')}\r\n${body}`)
}
