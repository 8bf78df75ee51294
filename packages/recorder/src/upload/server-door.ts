import type { RecorderReportBody } from '@hotseat/protocol'
import { isRecord } from '../is-record.ts'
import type { Clock } from '../ports.ts'
import { fetchPinned } from '../sign-on/fetch-pinned.ts'
import type { RecorderKey } from '../sign-on/recorder-key.ts'
import { Refused, refusedBy, Unanswered } from './refused.ts'

/** The door of recorders at one server, in one tenant, `/recorder/v1` (spec RC15). Rejects with `Refused`, or `Unanswered`. */
export interface ServerDoor {
  /** A token for `Authorization: Bearer`; `fresh`: the one before is not taken any more. One that is refused says nothing of what it is for. */
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
      }).catch((error: unknown) => {
        throw new Unanswered(error)
      })
      const answer: unknown = await response.json().catch(() => null)
      if (response.ok) return answer
      throw refusedBy(response.status, answer)
    } finally {
      cancel()
    }
  }

  async function token(fresh = false): Promise<string> {
    if (known !== null && !fresh && clock.now() < known.renewAt) return known.token
    return getToken().catch((error: unknown) => {
      throw error instanceof Refused ? new Error('The server gives no token.', { cause: error }) : error
    })
  }

  async function getToken(): Promise<string> {
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
      const answer = await callOwn(`/recorder/v1/recordings/${encodeURIComponent(recordingId)}`, body)
      // Somebody on the way may answer with a page.
      if (!isRecord(answer) || answer.done !== true) throw new Refused(200, '')
    },
  }
}
