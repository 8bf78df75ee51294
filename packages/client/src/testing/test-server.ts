import type { FeedEvent, NewEvent } from '@hotseat/core'
import type { DeviceKey, RecorderSignInBody, ResumeBody, ServerFrame, SessionDocument, SignInBody } from '@hotseat/protocol'
import type { Socket, SocketListener } from '../world.ts'
import type { VirtualClock } from './virtual-clock.ts'

type ServerSession = {
  readonly id: string
  readonly tenant: string
  readonly subId: string
  readonly username: string
  readonly key: DeviceKey | null
  readonly bearer: boolean
  token: string
  endCode: string | null
  /** The session in another tenant that it went on in. */
  next: ServerSession | null
  agent: NonNullable<SessionDocument['agent']>
}
type Line = { readonly session: ServerSession; readonly listener: SocketListener; silent: boolean }

/** Whatever a request of the client may carry. */
type Body = Partial<SignInBody & ResumeBody & RecorderSignInBody> & {
  readonly state?: 'READY' | 'NOT_READY'
  readonly reasonCode?: number
}

/** One browser's way to the server: its cookies, shared by its tabs. */
export type Cookies = { jar: string | null }

/** A server that fits in a test: it speaks the native API as far as a client can tell, and fails as it is told to. */
export class TestServer {
  readonly origin: string
  readonly password = 'canary-password-2026'
  /** Every request that arrived, as `METHOD path`, and every ping. */
  readonly log: string[] = []
  readonly bodies: string[] = []
  waitMs = 0
  /** `down` refuses connections; `silent` takes them and never answers. */
  mode: 'up' | 'down' | 'silent' = 'up'
  /** Replies that get lost after the request was done. */
  losesReplies = 0
  /** Whoever signs in must set up a second factor first. */
  mustEnrol = false
  /** Nobody may switch the tenant. */
  refusesTenant = false
  preferences: Record<string, unknown> = {}
  readonly #clock: VirtualClock
  readonly #sessions = new Map<string, ServerSession>()
  readonly #challenges = new Set<string>()
  readonly #tickets = new Map<string, string>()
  #lines: Line[] = []
  readonly #events: FeedEvent[] = []
  #serial = 0

  constructor(clock: VirtualClock, origin = 'https://hotseat.test') {
    this.#clock = clock
    this.origin = origin
  }

  get sockets(): number {
    return this.#lines.length
  }

  sent(request: string): number {
    return this.log.filter((each) => each === request).length
  }

  async fetch(cookies: Cookies, pageOrigin: string | null, url: string, init: RequestInit): Promise<Response> {
    if (this.mode === 'down') throw new TypeError('fetch failed')
    if (this.mode === 'silent')
      return new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(init.signal?.reason)))
    const { pathname } = new URL(url)
    const request = `${init.method} ${pathname}`
    const headers = new Headers(init.headers)
    const text = typeof init.body === 'string' ? init.body : '{}'
    this.log.push(request)
    this.bodies.push(text)
    const response = await this.#answer(
      request,
      JSON.parse(text),
      headers,
      cookies,
      pageOrigin ?? this.origin,
      init.credentials !== 'omit',
    )
    if (this.losesReplies === 0) return response
    this.losesReplies -= 1
    throw new TypeError('connection reset')
  }

  async #answer(
    request: string,
    body: Body,
    headers: Headers,
    cookies: Cookies,
    origin: string,
    withCookie: boolean,
  ): Promise<Response> {
    switch (request) {
      case 'GET /v1/echo': {
        const challenge = `challenge-${++this.#serial}`
        this.#challenges.add(challenge)
        return Response.json({ time: this.#clock.now(), challenge, waitMs: this.waitMs })
      }
      case 'POST /v1/sign-in': {
        if (body.password !== this.password) return problem(401, 'signIn.credentials')
        return Response.json(this.#admit(this.#openSession(body), cookies))
      }
      case 'POST /v1/recorder/sign-in': {
        const username = this.#tickets.get(body.ticket ?? '')
        const text = `hotseat-recorder\n${origin}\n${body.ticket}\n${body.challenge}`
        if (!this.#challenges.delete(body.challenge ?? '') || username === undefined) return problem(401, 'recorder.ticket')
        if (!body.deviceKey || !(await this.#clock.wait(verifies(body.deviceKey, text, body.signature))))
          return problem(401, 'recorder.ticket')
        this.#tickets.delete(body.ticket ?? '')
        return Response.json(this.#admit(this.#openSession({ ...body, username, credential: 'bearer' }), cookies))
      }
      case 'POST /v1/resume': {
        const asked = this.#sessions.get(body.sessionId ?? '')
        if (!this.#challenges.delete(body.challenge ?? '')) return problem(401, 'resume.challenge')
        const text = `hotseat-resume\n${origin}\n${body.sessionId}\n${body.challenge}`
        if (!asked?.key || !(await this.#clock.wait(verifies(asked.key, text, body.signature))))
          return problem(401, 'resume.unknown')
        const session = asked.next ?? asked
        if (session.endCode !== null) return problem(401, session.endCode)
        const events = this.#events.filter(({ offset }) => offset > (body.offset ?? 0))
        return Response.json({ ...this.#admit(session, cookies), outcome: 'recovered', events, gap: false, awayMs: 1_234 })
      }
    }
    const token = headers.get('authorization')?.slice(7) ?? (withCookie ? cookies.jar : null)
    const session = [...this.#sessions.values()].find(
      (each) => each.token === token && each.subId === (headers.get('x-hotseat-sub') ?? '') && each.endCode === null,
    )
    if (session === undefined) return problem(401, 'session.missing')
    if (!request.startsWith('GET') && !session.bearer && headers.get('x-csrf-token') !== `csrf-${session.id}`)
      return problem(403, 'csrf.invalid')
    switch (request) {
      case 'GET /v1/session':
        return Response.json(this.document(session))
      case 'PUT /v1/tenant': {
        if (this.refusesTenant) return problem(404, 'session.tenant')
        const next = { ...session, id: `session-${++this.#serial}`, tenant: body.tenant ?? '' }
        this.#sessions.set(next.id, next)
        session.next = next
        this.end(session.id, 'session.ended')
        return Response.json(this.#admit(next, cookies))
      }
      case 'PUT /v1/second-factor':
        this.mustEnrol = false
        this.end(session.id, 'resume.passwordChanged')
        cookies.jar = null
        return Response.json({ done: true })
      case 'POST /v1/sign-out':
        if (body.reasonCode !== undefined) return problem(400, 'agent.reasonUnknown')
        this.end(session.id, 'resume.signedOut')
        cookies.jar = null
        return Response.json({ done: true })
      case 'PUT /v1/agent/state':
        session.agent = { ...session.agent, states: [status(body.state ?? 'READY', this.#clock.now())] }
        this.emit({
          kind: 'agent.stateChanged',
          userId: session.username,
          data: { status: status(body.state ?? 'READY', this.#clock.now()), previous: status('NOT_READY', 0), by: 'agent' },
        })
        return Response.json(session.agent)
      default:
        return problem(404, 'request.notFound')
    }
  }

  /** A ticket for a recorder of this person. */
  giveTicket(username: string): string {
    const ticket = `ticket-${++this.#serial}`
    this.#tickets.set(ticket, username)
    return ticket
  }

  #openSession(body: Body): ServerSession {
    const session: ServerSession = {
      id: `session-${++this.#serial}`,
      tenant: body.tenant ?? '',
      subId: body.subId ?? '',
      username: body.username ?? '',
      key: body.deviceKey ?? null,
      bearer: body.credential === 'bearer',
      token: '',
      endCode: null,
      next: null,
      agent: {
        states: [status('NOT_READY', this.#clock.now())],
        extension: body.extension ?? null,
        place: null,
        campaigns: [],
      },
    }
    this.#sessions.set(session.id, session)
    return session
  }

  #admit(session: ServerSession, cookies: Cookies): SessionDocument {
    session.token = `token-${++this.#serial}`
    if (!session.bearer) cookies.jar = session.token
    const accessToken = session.bearer ? { accessToken: { value: session.token, expiresAt: this.#clock.now() + 300_000 } } : {}
    return { ...this.document(session), ...accessToken }
  }

  document(session: ServerSession): SessionDocument {
    const { id, tenant, subId, username, agent } = session
    return {
      session: { id, subId, startedAt: 0, expiresAt: this.#clock.now() + 43_200_000 },
      user: {
        id: username,
        username,
        name: username,
        role: 'executive',
        tenant,
        tenants: [{ id: 'demo', name: 'Demo' }],
      },
      agent,
      preferences: this.preferences,
      csrfToken: `csrf-${id}`,
      ...(this.mustEnrol && { mustEnrol: true as const }),
      offset: this.#events.length,
    }
  }

  openSocket(cookies: Cookies, url: string, listener: SocketListener): Socket {
    const { searchParams } = new URL(url)
    const offset = Number(searchParams.get('offset'))
    let line: Line | null = null
    let open = true
    const gone = () => {
      if (open) listener.onClose()
      open = false
    }
    const join = (token: string | null) => {
      const session = [...this.#sessions.values()].find(
        (each) => each.token === token && each.subId === (searchParams.get('sub') ?? ''),
      )
      if (session === undefined || session.endCode !== null) {
        say(listener, { type: 'bye', reason: 'unauthorised', code: 'session.missing' })
        return gone()
      }
      line = { session, listener: { ...listener, onClose: gone }, silent: false }
      this.#lines.push(line)
      say(listener, { type: 'hello', offset })
      for (const event of this.#events) if (event.offset > offset) say(listener, { type: 'event', ...event })
    }
    queueMicrotask(() => {
      if (!open || this.mode === 'silent') return
      if (this.mode === 'down') return gone()
      listener.onOpen()
      if (line === null && cookies.jar !== null) join(cookies.jar)
    })
    return {
      send: (text) => {
        if (!open) return false
        const frame = JSON.parse(text)
        this.log.push(frame.active === true ? 'active ping' : frame.type)
        if (frame.type === 'auth') join(frame.accessToken)
        else if (line !== null && !line.silent && this.mode === 'up')
          say(listener, { type: 'pong', n: frame.n, offset: this.#events.length })
        return true
      },
      close: () => {
        open = false
        this.#lines = this.#lines.filter((each) => each !== line)
      },
    }
  }

  emit(event: NewEvent): void {
    const placed: FeedEvent = { ...event, offset: this.#events.length + 1, at: this.#clock.now(), by: null }
    this.#events.push(placed)
    for (const { listener, silent } of this.#lines) if (!silent) say(listener, { type: 'event', ...placed })
  }

  /** Ends a session and says goodbye to its sockets. */
  end(sessionId: string, code: string): void {
    const session = this.#sessions.get(sessionId)
    if (session === undefined) return
    session.endCode = code
    for (const line of this.#lines.filter((each) => each.session === session)) {
      say(line.listener, { type: 'bye', reason: 'ended', code })
      line.listener.onClose()
    }
    this.#lines = this.#lines.filter((each) => each.session !== session)
  }

  /** `kill -9`: every line is cut, and nothing answers until the mode is `up` again. Sessions are in the store. */
  kill(): void {
    this.mode = 'down'
    const lines = this.#lines
    this.#lines = []
    for (const { listener } of lines) listener.onClose()
  }

  /** Cuts one line, the others hold. */
  cut(index: number): void {
    const [line] = this.#lines.splice(index, 1)
    line?.listener.onClose()
  }

  /** The lines stay open, but nothing comes through any more. */
  fallSilent(): void {
    for (const line of this.#lines) line.silent = true
  }
}

function say(listener: SocketListener, frame: ServerFrame): void {
  listener.onText(JSON.stringify(frame))
}

function problem(status: number, code: string): Response {
  return Response.json({ type: 'about:blank', title: code, status, code }, { status })
}

function status(state: 'READY' | 'NOT_READY' | 'LOGOUT', since: number) {
  return { medium: 'voice', state, reasonCode: null, since, pending: null, interaction: null }
}

async function verifies(jwk: DeviceKey, text: string, signature = ''): Promise<boolean> {
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])
  const bytes = new TextEncoder().encode(text)
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, Buffer.from(signature, 'base64url'), bytes)
}
