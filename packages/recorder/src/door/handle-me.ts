import type { IncomingMessage } from 'node:http'
import type { HotseatError } from '@hotseat/client'
import type { SessionDocument } from '@hotseat/protocol'
import { findPinnedServer } from '../sign-on/pinned-server.ts'
import type { Credentials, SignInOutcome, SignOn } from '../sign-on/sign-on.ts'
import { type Answer, accessDenied, no, ok } from './answer.ts'
import { encodeUser } from './encode-user.ts'
import { isSame, type PageSession, type PageSessions } from './page-sessions.ts'
import { type Claim, cookieName, readClaim, readJson } from './read-request.ts'
import { readWish, type Wish } from './read-wish.ts'

export type MePorts = {
  readonly signOn: SignOn
  readonly pages: PageSessions
  readonly servers: readonly string[]
  readonly basic: boolean
}

const needsToken = no(403, 'forbidden', 'Missing or invalid Csrf token')

/** `GET /api/v2/me`: signs in, or tells a page with a session who is signed in. */
export async function getMe(ports: MePorts, request: IncomingMessage): Promise<Answer> {
  const claim = readClaim(request)
  if (claim.kind !== 'nobody' && claim.kind !== 'session') return signIn(ports, request, claim, noWish)
  const { seated } = ports.signOn
  if (claim.kind === 'nobody' || ports.pages.find(claim.token) === null || seated === null) return accessDenied
  return ok({ user: encodeUser(seated.user, seated.server) })
}

/** `POST /api/v2/me`: signs in with configuration, or out. Only JSON: what a page's form can send does nothing (spec LB2). */
export async function postMe(ports: MePorts, request: IncomingMessage): Promise<Answer> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    return no(415, 'validation', 'The body has to be application/json.')
  const claim = readClaim(request)
  if (claim.kind === 'nobody') return accessDenied
  const wish = readWish(await readJson(request))
  switch (wish.kind) {
    case 'unknown':
      return no(400, 'validation', 'The body is neither a list of {name, value} nor a known operation.')
    case 'signOut':
      return signOut(ports, request, claim)
    case 'signIn':
      if (claim.kind === 'session') return accessDenied
      return signIn(ports, request, claim, wish)
  }
}

const noWish = { kind: 'signIn', server: null, peerServer: null, place: null } as const

async function signIn(
  { signOn, pages, servers, basic }: MePorts,
  request: IncomingMessage,
  credentials: Credentials,
  wish: Extract<Wish, { kind: 'signIn' }>,
): Promise<Answer> {
  if (credentials.kind === 'basic' && !basic) return basicIsOff
  const named = [wish.server, wish.peerServer].flatMap((each) => each ?? [])
  const wanted = named.flatMap((each) => findPinnedServer(servers, each) ?? [])
  if (wanted.length < named.length) return no(403, 'forbidden', 'This recorder does not speak to that server.')
  // What comes to a sign-in later began at a page, too: who left meanwhile is not kept here.
  const at = wanted.length === 0 ? servers.slice(0, 2) : wanted
  const outcome = await signOn.signIn(credentials, at, wish.place, pages.renew)
  if (outcome.kind !== 'signedIn') return answerOf(outcome)
  const session = pages.open(/^true$/i.test(String(request.headers['x-support-csrfp'] ?? '')))
  return ok({ user: encodeUser(outcome.user, signOn.seated?.server ?? '') }, sessionHeaders(session, request))
}

/** Ends the recorder's session at the server (spec LB16). */
async function signOut({ signOn, pages, servers, basic }: MePorts, request: IncomingMessage, claim: Claim): Promise<Answer> {
  // Who is still being signed in has no session yet: what they brought for it is what they sign out with.
  if ((claim.kind === 'basic' || claim.kind === 'ticket') && signOn.giveUp(claim)) return signedOut
  const given = String(request.headers['x-csrf-token'] ?? '')
  if (claim.kind === 'session') {
    const session = pages.find(claim.token)
    if (session === null) return accessDenied
    if (claim.by === 'cookie' && session.csrf !== null && !isSame(session.csrf, given)) return needsToken
  } else if (claim.kind === 'basic') {
    if (!basic) return basicIsOff
    const tokens = pages.all.flatMap(({ csrf }) => csrf ?? [])
    if (tokens.length > 0 && !tokens.some((token) => isSame(token, given))) return needsToken
    const { seated } = signOn
    if (seated !== null && !isNameOf(claim.username, seated.user)) return accessDenied
    const outcome = await signOn.verify(claim, seated === null ? servers.slice(0, 2) : [seated.server])
    if (outcome.kind !== 'signedIn') return answerOf(outcome)
  } else return accessDenied
  await signOn.signOut()
  pages.clear()
  const site = siteOf(request)
  return { ...signedOut, headers: { 'set-cookie': `${cookieName}=; Path=/; HttpOnly; Max-Age=0; ${site}` } }
}

const signedOut = ok()

const basicIsOff = no(403, 'forbidden', 'This recorder takes tickets and no passwords.')

/** Whether a name that was typed is that of a person: bare, or with the tenant before or behind it (spec CP2). */
export function isNameOf(typed: string, { username, tenant }: Pick<SessionDocument['user'], 'username' | 'tenant'>): boolean {
  return [username, `${tenant}\\${username}`, `${username}@${tenant}`].includes(typed)
}

/** A page of another site gets its cookie back only so, and where browsers keep such cookies at all; the header is for the others. */
function siteOf({ headers }: IncomingMessage): string {
  return headers['sec-fetch-site'] === 'cross-site' ? 'SameSite=None; Secure' : 'SameSite=Strict'
}

function sessionHeaders({ token, csrf }: PageSession, request: IncomingMessage): Readonly<Record<string, string>> {
  return {
    'set-cookie': `${cookieName}=${token}; Path=/; HttpOnly; ${siteOf(request)}`,
    'x-recorder-session': token,
    ...(csrf === null ? {} : { 'x-csrf-header': 'X-CSRF-Token', 'x-csrf-token': csrf }),
  }
}

/** What the server said, in the published API's words. */
function answerOf(outcome: Exclude<SignInOutcome, { kind: 'signedIn' }>): Answer {
  if (outcome.kind === 'unreachable') return no(503, 'internal', 'No server answers; the recorder goes on trying.')
  if (outcome.kind === 'superseded') return no(409, 'forbidden', 'Somebody else signed in or out at this recorder meanwhile.')
  return refusalOf(outcome.error)
}

function refusalOf({ code, status, message, retryAfterMs }: HotseatError): Answer {
  if (status === 429) {
    const seconds = Math.max(1, Math.ceil((retryAfterMs ?? 1_000) / 1_000))
    return no(429, 'forbidden', message, { 'retry-after': String(seconds) })
  }
  if (['signIn.credentials', 'recorder.ticket', 'signIn.none'].includes(code)) return accessDenied
  if (status >= 500) return no(503, 'internal', message)
  return no(403, 'forbidden', message)
}
