import { randomBytes } from 'node:crypto'
import { createDeviceKey, type LabDeviceKey, resumeMessage } from '../../device/device-key.ts'
import { encodeRequest, type HttpConnection, type RawAnswer } from '../wire/http-connection.ts'

/** The members of an answer that a load generator reads. */
type SessionFacts = { session: { id: string }; csrfToken: string; offset: number; agent: unknown }

/** One agent of the load: who it is, and what it holds while signed in. */
export type Seat = {
  readonly username: string
  readonly key: LabDeviceKey
  sessionId: string
  cookie: string
  csrfToken: string
  offset: number
  /** The agent part of the last document, as text, to be compared after a restart. */
  agent: string
}

export type Site = { readonly port: number; readonly origin: string }
export const password = 'demo-password-2026'

/** The site that listens on a loopback port. */
export function siteOf(port: number): Site {
  return { port, origin: `http://127.0.0.1:${port}` }
}

/** The seeded agent with this number, signed out. */
export function createSeat(number: number): Seat {
  const username = `load${String(number).padStart(5, '0')}`
  return { username, key: createDeviceKey(randomBytes(32)), sessionId: '', cookie: '', csrfToken: '', offset: 0, agent: '' }
}

/** The headers a browser on the site's own page sends. */
export function headersOf({ origin }: Site, seat?: Seat): Record<string, string> {
  const common = { host: origin.slice('http://'.length), origin, 'sec-fetch-site': 'same-origin' }
  return seat === undefined ? common : { ...common, cookie: seat.cookie, 'x-csrf-token': seat.csrfToken }
}

/** The bytes of a sign-in. */
export function encodeSignIn(site: Site, seat: Seat): Buffer {
  const body = { tenant: 'demo', username: seat.username, password, deviceKey: seat.key.publicKey }
  return encodeRequest('POST', '/v1/sign-in', headersOf(site), body)
}

/** Signs in; throws with the answer when it is refused. */
export async function signIn(connection: HttpConnection, site: Site, seat: Seat): Promise<void> {
  takeSession(seat, await connection.send(encodeSignIn(site, seat)))
}

/** Takes over what a sign-in or a resume answered. */
export function takeSession(seat: Seat, answer: RawAnswer): void {
  const document = requireJson<SessionFacts>(answer)
  seat.sessionId = document.session.id
  seat.csrfToken = document.csrfToken
  seat.offset = document.offset
  seat.agent = JSON.stringify(document.agent)
  const cookie = /^set-cookie: ([^;\r\n]+)/im.exec(answer.head)?.[1]
  if (cookie !== undefined) seat.cookie = cookie
}

/** The bytes of a resume: a proof made with the seat's key over the challenge. */
export function encodeResume(site: Site, seat: Seat, challenge: string): Buffer {
  const signature = seat.key.sign(resumeMessage(site.origin, seat.sessionId, challenge))
  const body = { sessionId: seat.sessionId, challenge, signature, offset: seat.offset }
  return encodeRequest('POST', '/v1/resume', headersOf(site), body)
}

/** The document of an answer that must be a success; its shape is the server's word. */
export function requireJson<T>(answer: RawAnswer): T {
  if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${answer.body.slice(0, 300)}`)
  return JSON.parse(answer.body) as T
}

/** Runs `task` for every item, so many at a time. */
export async function eachOf<T>(
  items: readonly T[],
  lanes: number,
  task: (item: T, lane: number) => Promise<void>,
): Promise<void> {
  const queue = items.values()
  const work = async (lane: number) => {
    for (const item of queue) await task(item, lane)
  }
  await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)))
}
