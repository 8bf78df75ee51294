import type { Clock } from '@hotseat/client'
import type { RecorderStatus } from './recorder-link.ts'

/** How a call of the recorder went: its answer, its refusal, or that nobody answered in time. */
export type DoorAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'refused'; readonly http: number }
  | { readonly kind: 'absent' }

/** The recorder of this machine, as docs/apis/screen-recording.md has it. */
export interface RecorderDoor {
  status(patienceMs: number): Promise<DoorAnswer<RecorderStatus>>
  /** Hands a ticket over; the value names the session that it gives. */
  signIn(ticket: string, place: string | null): Promise<DoorAnswer<string>>
  ping(session: string): Promise<DoorAnswer<null>>
  /** Nobody waits for it, so it outlives the page. */
  signOut(session: string): void
  /** Gives up what is under way, but for a sign-out. */
  close(): void
}

/** Longer than a sign-in at a server that has to be asked twice. */
const signInMs = 30_000
/** Who is on the same machine and takes longer does not answer at all (spec DKR5). */
export const patienceMs = 3_000
const sessionHeader = 'x-recorder-session'

/** The door at a port of loopback. */
export function createRecorderDoor(port: number, clock: Pick<Clock, 'after'>): RecorderDoor {
  const closing = new AbortController()
  const origin = `http://127.0.0.1:${port}`

  async function call<T>(path: string, init: RequestInit, withinMs: number, read: (response: Response) => Promise<T | null>) {
    const late = new AbortController()
    const cancel = clock.after(withinMs, () => late.abort())
    try {
      const signal = AbortSignal.any([closing.signal, late.signal])
      const response = await fetch(origin + path, toLoopback({ ...init, signal }))
      if (!response.ok) return { kind: 'refused', http: response.status } as const
      const value = await read(response)
      return value === null ? ({ kind: 'refused', http: response.status } as const) : ({ kind: 'ok', value } as const)
    } catch {
      return { kind: 'absent' } as const
    } finally {
      cancel()
    }
  }

  const json = { 'content-type': 'application/json' }
  return {
    status: (withinMs) => call('/recorder/status', {}, withinMs, async (response) => parseStatus(await response.json())),
    signIn(ticket, place) {
      const wishes = place === null ? [] : [{ name: 'place', value: place }]
      const headers = { ...json, authorization: `Ticket ${ticket}` }
      const init = { method: 'POST', headers, body: JSON.stringify(wishes) }
      return call('/api/v2/me', init, signInMs, async ({ headers }) => headers.get(sessionHeader))
    },
    async ping(session) {
      const answer = await call('/ping', { headers: { authorization: `Session ${session}` } }, patienceMs, async () => true)
      return answer.kind === 'ok' ? { kind: 'ok', value: null } : answer
    },
    signOut(session) {
      const headers = { ...json, authorization: `Session ${session}` }
      const body = JSON.stringify({ operationName: 'EndContactCenterSession' })
      fetch(`${origin}/api/v2/me`, toLoopback({ method: 'POST', headers, body, keepalive: true })).catch(() => undefined)
    },
    close: () => closing.abort(),
  }
}

/** Says where it goes, so that the browser asks for the leave instead of calling it mixed content. No cookie goes along. */
function toLoopback(init: RequestInit): RequestInit {
  const more = { targetAddressSpace: 'loopback' }
  return { ...init, ...more, credentials: 'omit', cache: 'no-store', redirect: 'error', referrerPolicy: 'no-referrer' }
}

/** Reads `/recorder/status`; null: this is no recorder. */
function parseStatus(body: unknown): RecorderStatus | null {
  if (typeof body !== 'object' || body === null) return null
  const { recorder, signedIn, recording, spool } = body as Record<string, unknown>
  if (typeof recorder !== 'string' || !/^[A-Za-z0-9_-]{43}$/.test(recorder)) return null
  const known = (['no', 'running', 'paused'] as const).find((each) => each === recording)
  return {
    ...{ recorder, signedIn: typeof signedIn === 'string' ? signedIn : null, recording: known ?? 'no' },
    ...(isNearlyFull(spool) && { isNearlyFull: true }),
  }
}

/** From this share of its bound on the recorder itself says so, too (spec SPL4). */
const nearlyFull = 0.8

function isNearlyFull(spool: unknown): boolean {
  if (typeof spool !== 'object' || spool === null) return false
  const { bytes, limitBytes } = spool as Record<string, unknown>
  return typeof bytes === 'number' && typeof limitBytes === 'number' && bytes > limitBytes * nearlyFull
}
