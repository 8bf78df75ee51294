import type { RecorderReportBody } from '@hotseat/protocol'
import { isRecord } from '../is-record.ts'
import type { Clock } from '../ports.ts'
import { fetchPinned } from '../sign-on/fetch-pinned.ts'
import type { RecorderKey } from '../sign-on/recorder-key.ts'

/** What a server answered instead of what was asked for. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string) {
    super(`The server answered ${status} ${code}.`)
    this.name = 'Refused'
    this.status = status
    this.code = code
  }
}

/** The door of recorders at one server, in one tenant, `/recorder/v1` (spec RC15). Rejects with `Refused`, or when nobody answers. */
export interface ServerDoor {
  /** A token for `Authorization: Bearer`; `fresh`: the one before is not taken any more. */
  token(fresh?: boolean): Promise<string>
  /** A ticket, or null after up to 25 s (spec RC16). */
  wait(signal: AbortSignal): Promise<string | null>
  report(recordingId: string, body: RecorderReportBody): Promise<void>
}

const marginMs = 30_000
const deadlineMs = 15_000
const waitDeadlineMs = 40_000

/** A door by the recorder's key. */
export function createServerDoor(
  { server, tenant }: { readonly server: string; readonly tenant: string },
  { pair, thumbprint }: RecorderKey,
  clock: Clock,
): ServerDoor {
  let known: { readonly token: string; readonly renewAt: number } | null = null

  async function call(method: string, path: string, body: unknown, token: string | null, signal?: AbortSignal): Promise<unknown> {
    const deadline = new AbortController()
    const cancel = clock.after(signal === undefined ? deadlineMs : waitDeadlineMs, () => deadline.abort())
    try {
      const response = await fetchPinned(`${server}${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: signal === undefined ? deadline.signal : AbortSignal.any([signal, deadline.signal]),
      })
      const answer: unknown = await response.json().catch(() => null)
      if (response.ok) return answer
      throw new Refused(response.status, isRecord(answer) && typeof answer.code === 'string' ? answer.code : '')
    } finally {
      cancel()
    }
  }

  async function token(fresh = false): Promise<string> {
    if (known !== null && !fresh && clock.now() < known.renewAt) return known.token
    const echo = await call('GET', '/v1/echo', undefined, null)
    const challenge = isRecord(echo) ? String(echo.challenge) : ''
    const text = `hotseat-recorder-access\n${server}\n${thumbprint}\n${challenge}`
    const signed = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, new TextEncoder().encode(text))
    const body = { tenant, recorder: thumbprint, challenge, signature: Buffer.from(signed).toString('base64url') }
    const askedAt = clock.now()
    const answer = await call('POST', '/recorder/v1/access', body, null)
    if (!isRecord(answer) || typeof answer.token !== 'string') throw new Refused(502, '')
    // Both moments are the server's; how long it counts is theirs to say, from when is ours.
    const time = isRecord(echo) ? Number(echo.time) : askedAt
    known = { token: answer.token, renewAt: askedAt + Number(answer.expiresAt) - time - marginMs }
    return known.token
  }

  async function callOwn(path: string, body: unknown, signal?: AbortSignal): Promise<unknown> {
    try {
      return await call('POST', path, body, await token(), signal)
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401) throw error
    }
    return call('POST', path, body, await token(true), signal)
  }

  return {
    token,
    async wait(signal) {
      const answer = await callOwn('/recorder/v1/wait', {}, signal)
      return isRecord(answer) && typeof answer.ticket === 'string' ? answer.ticket : null
    },
    async report(recordingId, body) {
      await callOwn(`/recorder/v1/recordings/${encodeURIComponent(recordingId)}`, body)
    },
  }
}
