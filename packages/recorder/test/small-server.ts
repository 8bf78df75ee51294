import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FeedEvent } from '@hotseat/core'
import { FileStore } from '@tus/file-store'
import { Server as TusServer } from '@tus/server'
import { exportJWK, generateKeyPair } from 'jose'
import { type WebSocket, WebSocketServer } from 'ws'

type Session = {
  readonly id: string
  readonly user: string
  readonly key: JsonWebKey
  token: string
  ended: boolean
  application: string
}
/** A part as it arrived. */
export type ArrivedPart = { readonly metadata: Readonly<Record<string, string>>; readonly file: Buffer }
type Body = Record<string, string> & { readonly deviceKey: JsonWebKey }

/**
 * As much of a server as a recorder can tell, with the real tus behind `/recorder/v1/uploads`. It checks every proof and every SHA-256. Its state
 * outlives `kill`, as a store does.
 */
export async function startSmallServer() {
  const data = await mkdtemp(join(tmpdir(), 'hotseat-small-server-'))
  const wrapping = await generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256', extractable: true })
  const wrappingKey = await exportJWK(wrapping.publicKey)
  const sessions: Session[] = []
  const challenges = new Set<string>()
  const tokens = new Map<string, string>()
  const tickets = new Map<string, { readonly user: string; readonly recorder: string | null }>()
  const waiting: ((ticket: string | null) => void)[] = []
  const known = new Map<string, JsonWebKey>()
  const lines = new Map<WebSocket, Session>()
  let events = 0
  let port = 0
  let http: Server | null = null
  const state = {
    password: 'canary-password-2026',
    /** Its name, when it is reached by another one than its own. */
    knownAs: null as string | null,
    recording: null as { id: string; askedAt: number; giveUpAt: number; paused: boolean } | null,
    capture: { frameRate: 5, maxHeight: 480, maxMs: 3_600_000 },
    reports: [] as { recording: string; what: string; [member: string]: unknown }[],
    parts: [] as ArrivedPart[],
    log: [] as string[],
    /** What a part is refused with when it has arrived; and how the reports are answered. */
    refusePart: null as { status: number; code: string } | null,
    refuseReport: null as { status: number; code: string } | null,
    /** Everything is answered by a redirect there. */
    redirectTo: null as string | null,
    /** The next chunk is cut off. */
    cutNext: false,
    /** How an upload that is begun is refused; by recording. */
    refuseUpload: {} as Record<string, { status: number; code: string }>,
    /** Where uploads are said to go on. */
    uploadsAt: null as string | null,
    basic: [] as string[],
    /** The next sign-in by ticket is answered when this is over. */
    holdSignIn: null as Promise<void> | null,
  }
  const origin = () => `http://127.0.0.1:${port}`
  const uploads = new FileStore({ directory: data })
  const tus = new TusServer({
    path: '/recorder/v1/uploads',
    datastore: uploads,
    generateUrl: (_, { host, path, id }) => `${state.uploadsAt ?? `http://${host}`}${path}/${id}`,
    async onUploadCreate(request, upload) {
      if (!tokens.has(request.headers.get('authorization')?.slice(7) ?? '')) throw fault(401, 'recorder.token')
      const refusal = state.refuseUpload[upload.metadata?.recording ?? '']
      if (refusal !== undefined) throw fault(refusal.status, refusal.code)
      return {}
    },
    async onUploadFinish(_, upload) {
      const path = join(data, upload.id)
      const file = await readFile(path)
      const metadata = Object.fromEntries(Object.entries(upload.metadata ?? {}).map(([name, value]) => [name, value ?? '']))
      const isGenuine = createHash('sha256').update(file).digest('hex') === metadata.sha256
      const refusal = state.refusePart ?? (isGenuine ? null : { status: 422, code: 'recording.part' })
      if (refusal !== null) {
        // Nothing says of a part that all is here before it is found genuine.
        await uploads.remove(upload.id)
        throw fault(refusal.status, refusal.code)
      }
      state.parts.push({ metadata, file })
      return {}
    },
  })

  const documentOf = (session: Session) => {
    session.token = randomBytes(16).toString('hex')
    return {
      session: { id: session.id, subId: '', startedAt: 0, expiresAt: Date.now() + 3_600_000 },
      user: {
        id: `u-${session.user}`,
        username: session.user,
        name: 'Amara Okafor',
        role: 'executive',
        tenant: 'demo',
        tenants: [],
      },
      agent: null,
      preferences: {},
      csrfToken: 'csrf',
      accessToken: { value: session.token, expiresAt: Date.now() + 300_000 },
      offset: events,
    }
  }
  const openSession = (user: string, key: JsonWebKey, application: string) => {
    for (const each of sessions) if (each.user === user) endSession(each, 'session.takenOver')
    const session = { id: randomBytes(8).toString('hex'), user, key, token: '', ended: false, application }
    sessions.push(session)
    known.set(thumbprintOf(key), key)
    return documentOf(session)
  }
  function endSession(session: Session, code: string): void {
    session.ended = true
    for (const [line, whose] of lines) {
      if (whose !== session) continue
      line.send(JSON.stringify({ type: 'bye', reason: 'ended', code }))
      line.close()
    }
  }
  const bySession = (request: IncomingMessage) =>
    sessions.find(({ token, ended }) => !ended && token !== '' && token === request.headers.authorization?.slice(7))

  async function answer(request: IncomingMessage, body: Body): Promise<[number, object]> {
    const line = `${request.method} ${request.url}`
    switch (line) {
      case 'GET /v1/echo': {
        const challenge = randomBytes(12).toString('hex')
        challenges.add(challenge)
        return [200, { time: Date.now(), challenge, waitMs: 0 }]
      }
      case 'POST /v1/recorder/sign-in': {
        const ticket = tickets.get(body.ticket ?? '')
        const text = `hotseat-recorder\n${origin()}\n${body.ticket}\n${body.challenge}`
        const isProven = challenges.delete(body.challenge ?? '') && (await verifies(body.deviceKey, text, body.signature))
        const isFor = ticket?.recorder === null || ticket?.recorder === thumbprintOf(body.deviceKey)
        if (ticket === undefined || !isProven || !isFor) return [401, problem('recorder.ticket', 401)]
        tickets.delete(body.ticket ?? '')
        const document = openSession(ticket.user, body.deviceKey, 'recorder')
        const hold = state.holdSignIn
        state.holdSignIn = null
        await hold
        return [200, document]
      }
      case 'POST /v1/sign-in':
        state.basic.push(body.username ?? '')
        if (body.password !== state.password) return [401, problem('signIn.credentials', 401)]
        return [200, openSession(body.username ?? '', body.deviceKey, body.application ?? '')]
      case 'POST /v1/resume': {
        const session = sessions.find(({ id }) => id === body.sessionId)
        const text = `hotseat-resume\n${origin()}\n${body.sessionId}\n${body.challenge}`
        if (!session || !(await verifies(session.key, text, body.signature))) return [401, problem('resume.unknown', 401)]
        if (session.ended) return [401, problem('resume.signedOut', 401)]
        return [200, { ...documentOf(session), outcome: 'recovered', events: [], gap: false, awayMs: 1 }]
      }
      case 'POST /recorder/v1/access': {
        const key = known.get(body.recorder ?? '')
        const text = `hotseat-recorder-access\n${state.knownAs ?? origin()}\n${body.recorder}\n${body.challenge}`
        const isProven = key && challenges.delete(body.challenge ?? '') && (await verifies(key, text, body.signature))
        if (!isProven || body.tenant !== 'demo') return [401, problem('recorder.token', 401)]
        const token = randomBytes(16).toString('hex')
        tokens.set(token, body.recorder ?? '')
        return [200, { token, expiresAt: Date.now() + 300_000 }]
      }
    }
    if (request.url?.startsWith('/recorder/v1/')) {
      if (!tokens.has(request.headers.authorization?.slice(7) ?? '')) return [401, problem('recorder.token', 401)]
      if (line === 'POST /recorder/v1/wait') {
        const ticket = await new Promise<string | null>((resolve) => {
          waiting.push(resolve)
          request.socket.once('close', () => resolve(null))
        })
        return [200, { ticket }]
      }
      if (state.refuseReport !== null)
        return [state.refuseReport.status, problem(state.refuseReport.code, state.refuseReport.status)]
      state.reports.push({ recording: String(request.url).split('/').at(-1) ?? '', what: '', ...body })
      return [200, { done: true }]
    }
    const session = bySession(request)
    if (session === undefined) return [401, problem('session.missing', 401)]
    switch (line) {
      case 'GET /v1/session':
        return [200, documentOf(session)]
      case 'POST /v1/sign-out':
        endSession(session, 'resume.signedOut')
        return [200, { done: true }]
      case 'GET /v1/recorder/orders':
        return [200, { recording: state.recording, capture: state.capture, wrappingKey, now: Date.now() }]
      default:
        return [404, problem('request.notFound', 404)]
    }
  }

  async function onRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    state.log.push(`${request.method} ${request.url}`)
    if (state.redirectTo !== null) {
      response.writeHead(307, { location: `${state.redirectTo}${request.url}` }).end()
      return
    }
    if (request.url?.startsWith('/recorder/v1/uploads')) {
      if (state.cutNext && request.method === 'PATCH') {
        state.cutNext = false
        request.socket.destroy()
        return
      }
      await tus.handle(request, response)
      return
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const [status, body] = await answer(request, JSON.parse(Buffer.concat(chunks).toString() || '{}'))
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  async function start(): Promise<void> {
    const server = createServer((request, response) => void onRequest(request, response).catch(() => response.destroy()))
    const sockets = new WebSocketServer({ server })
    sockets.on('connection', (socket, request) => {
      socket.on('message', (data) => {
        const frame = JSON.parse(String(data))
        if (frame.type === 'ping') socket.send(JSON.stringify({ type: 'pong', n: frame.n, offset: events }))
        if (frame.type !== 'auth') return
        const session = sessions.find(({ token, ended }) => !ended && token === frame.accessToken)
        if (session === undefined) return socket.close()
        lines.set(socket, session)
        const offset = Number(new URL(request.url ?? '', 'http://x').searchParams.get('offset'))
        socket.send(JSON.stringify({ type: 'hello', offset }))
      })
      socket.on('close', () => lines.delete(socket))
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    port = typeof address === 'object' && address !== null ? address.port : 0
    http = server
  }

  async function kill(): Promise<void> {
    const server = http
    http = null
    for (const line of lines.keys()) line.terminate()
    for (const give of waiting.splice(0)) give(null)
    server?.close()
    server?.closeAllConnections()
    if (server !== null) await once(server, 'close')
  }

  const emit = (kind: FeedEvent['kind'], user: string, data: object) => {
    events += 1
    const frame = JSON.stringify({ type: 'event', offset: events, at: Date.now(), kind, userId: `u-${user}`, by: null, data })
    for (const line of lines.keys()) line.send(frame)
  }

  await start()
  return {
    state,
    get origin() {
      return origin()
    },
    privateKey: wrapping.privateKey,
    wrappingKey,
    sent: (line: RegExp) => state.log.filter((each) => line.test(each)).length,
    get lines() {
      return lines.size
    },
    sessionsOf: (user: string) => sessions.filter((each) => each.user === user && !each.ended),
    giveTicket(user: string, recorder: string | null = null): string {
      const ticket = `ticket-${randomBytes(12).toString('hex')}`
      tickets.set(ticket, { user, recorder })
      return ticket
    },
    /** Answers a wait; false: nobody waits. */
    answerWait(ticket: string | null): boolean {
      const give = waiting.pop()
      give?.(ticket)
      return give !== undefined
    },
    get waits() {
      return waiting.length
    },
    ask(user: string, id: string): void {
      state.recording = { id, askedAt: Date.now(), giveUpAt: Date.now() + 30_000, paused: false }
      emit('recording.asked', user, { recording: { id } })
    },
    pause(user: string): void {
      if (state.recording !== null) state.recording.paused = true
      emit('recording.paused', user, { recordingId: state.recording?.id, at: Date.now(), by: user })
    },
    resume(user: string): void {
      if (state.recording !== null) state.recording.paused = false
      emit('recording.resumed', user, { recordingId: state.recording?.id, at: Date.now(), by: user })
    },
    stop(user: string): void {
      const id = state.recording?.id
      state.recording = null
      emit('recording.stopped', user, { recordingId: id, stoppedAt: Date.now() })
    },
    endSessions(user: string, code = 'resume.signedOut'): void {
      for (const each of sessions) if (each.user === user) endSession(each, code)
    },
    kill,
    start,
    async close() {
      await kill()
      await rm(data, { recursive: true, force: true })
    },
  }
}
export type SmallServer = Awaited<ReturnType<typeof startSmallServer>>

function fault(status: number, code: string) {
  return { status_code: status, body: JSON.stringify(problem(code, status)) }
}

function problem(code: string, status: number) {
  return { type: `urn:hotseat:problem:${code}`, title: `refused: ${code}`, status, code }
}

function thumbprintOf({ x, y }: JsonWebKey): string {
  return createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
    .digest('base64url')
}

async function verifies(jwk: JsonWebKey, text: string, signature = ''): Promise<boolean> {
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, Buffer.from(signature, 'base64url'), Buffer.from(text))
}
