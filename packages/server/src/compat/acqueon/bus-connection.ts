import type { Actor, EndReason, FeedEvent, Refusal } from '@hotseat/core'
import type { WebSocket } from 'ws'
import { refusalOf } from '../../http/error-handler.ts'
import { type FieldError, Refused } from '../../http/problem.ts'
import type { AdapterParts } from '../adapter.ts'
import { answerRequest } from './answer-request.ts'
import { changeEvents, type Told, toldBy } from './changes.ts'
import { readDeskFacts } from './desk-facts.ts'
import { endedEvents, lostKey } from './ended.ts'
import { decodeRequest, eventOf } from './envelope.ts'
import { encodeLoginFailed, encodeRefused } from './errors.ts'
import { createLine, type Line } from './line.ts'
import type { Lines } from './lines.ts'
import { mappingEvents } from './list-messages.ts'
import { type DataOf, type KnownRequest, parseRequest, passwordMessages } from './requests.ts'
import { type Access, findAccess, type Origin, signIn } from './sign-in.ts'
import { signInEvents } from './sign-in-events.ts'
import { createTurns, type Turns } from './turns.ts'

/** A client that has more than this under way at once floods us. */
const mostUnderWay = 128

/** One client of the bus: registered or not, signed in or not. */
export class BusConnection {
  /** When the other side last gave a sign of life. */
  heardAt: number
  isRegistered = false
  /** Whether anybody ever has: the line of who signed out stays. */
  hasSignedIn = false
  readonly line: Line
  readonly #parts: AdapterParts
  readonly #from: Origin
  readonly #lines: Lines
  readonly #turns: Turns
  #access: Access | null = null
  #told: Told | null = null
  #keepsSession = false

  constructor(socket: WebSocket, from: Origin, parts: AdapterParts, lines: Lines) {
    const { clock } = parts.deps
    this.#parts = parts
    this.#from = from
    this.#lines = lines
    this.heardAt = clock.now()
    this.line = createLine(socket, clock)
    this.#turns = createTurns(mostUnderWay, parts.onFault)
    socket.on('message', (data, isBinary) => this.#onFrame(isBinary ? '' : String(data)))
    socket.on('pong', () => this.#hear())
    socket.on('close', () => void this.#onClose())
  }

  get access(): Access | null {
    return this.#access
  }

  /** An event of the feed about this person. */
  onEvent(event: FeedEvent): void {
    const isTaken = this.#turns.take(() =>
      this.#orClose(async () => {
        const access = this.#access
        if (!access) return
        if (event.kind !== 'session.ended') await this.#onChange(access, event)
        else if (event.data.sessionId === access.caller.session.id) await this.#tellEnd(access, event.data.reason, 'closes')
      }),
    )
    if (!isTaken) this.line.close('slow')
  }

  /** The person has too many lines. Its client is told that its key is no good, or it would come back and push out the next. */
  giveWay(): void {
    this.line.send(lostKey)
    this.line.close('crowded')
  }

  /** Looks again whether the session is live, should its end never have reached this node (S-33). */
  recheck(): void {
    this.#turns.take(() =>
      this.#orClose(async () => {
        const access = this.#access
        if (!access) return
        const found = await this.#parts.callers.recheck(access.caller)
        if (!found.ok) return this.#tellEnd(access, reasonIn(found.refusal), 'closes')
        if (found.value.mustEnrol) return this.line.close('ended')
        this.#access = { ...access, caller: found.value }
      }),
    )
  }

  /** What could not be told closes the line: the client comes back, and is told how everything is then. */
  async #orClose(task: () => Promise<void>): Promise<void> {
    try {
      await task()
    } catch (error) {
      this.line.close('unavailable')
      throw error
    }
  }

  #hear(): void {
    this.heardAt = this.#parts.deps.clock.now()
    if (this.#access) this.#parts.leases.renew(this.#access.caller).catch(this.#parts.onFault)
  }

  #onFrame(text: string): void {
    this.#hear()
    if (!this.#turns.take(() => this.#answer(text))) this.line.close('flood')
  }

  async #onClose(): Promise<void> {
    const access = this.#access
    this.#access = null
    if (access && this.#lines.remove(this, access)) await this.#parts.leases.drop(access.caller).catch(this.#parts.onFault)
  }

  async #answer(text: string): Promise<void> {
    const decoded = decodeRequest(text)
    if ('reason' in decoded) return this.line.send(eventOf('Error/BadMessage', decoded))
    if (!this.isRegistered && decoded.name !== 'Registration/Register')
      return this.line.send(eventOf('Error/NotRegistered', { request: decoded.name }))
    const request = parseRequest(decoded)
    if ('reason' in request) return this.line.send(eventOf('Error/BadMessage', request))
    try {
      const carryOut = () => this.#carryOut(request, decoded.source)
      await (passwordMessages.includes(request.name) ? this.#parts.door.through(carryOut) : carryOut())
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal.code === 'server.internal') this.#parts.onFault(error)
      this.#refuse(request, refusal, error instanceof Refused ? error.errors : [])
    }
  }

  async #carryOut(request: KnownRequest, source: string | null): Promise<void> {
    if (request.name === 'Registration/Register') return this.#register(request.data, source)
    if (request.name === 'Agent/SetUserInfo') {
      const before = this.#access?.caller
      const replaces = before && { replaces: { tenant: before.tenantId, sessionId: before.session.id } }
      const from = { ...this.#from, facts: { ...this.#from.facts, ...replaces } }
      const signedIn = await signIn(this.#parts, from, request.data)
      return signedIn.ok ? this.#enter(signedIn.value, request) : this.#refuse(request, signedIn.refusal)
    }
    const found = this.#access && (await this.#parts.callers.recheck(this.#access.caller))
    if (!found?.ok) return this.#refuse(request, found?.refusal ?? { code: 'session.missing' })
    this.#parts.leases.active(found.value).catch(this.#parts.onFault)
    const answer = await answerRequest(this.#parts, this.#from, found.value, request)
    if (!answer.ok) return this.#refuse(request, answer.refusal)
    for (const event of answer.value) this.line.send(event)
    // The feed tells it too, but what the client asks next is to be answered after it.
    if (!this.#access) return
    if (request.name === 'Connection/Logout') await this.#tellEnd(this.#access, 'signedOut', 'stays')
    else if (request.name.startsWith('Agent/')) await this.#tellChange(this.#access, 'agent')
  }

  async #register(data: DataOf<'Registration/Register'>, source: string | null): Promise<void> {
    this.isRegistered = true
    this.#keepsSession ||= data.keepSession ?? false
    this.line.send(eventOf('Registration/Registered', { channel: 'Cisco', source: source ?? '' }))
    if (data.session === undefined || this.#access) return
    const found = await findAccess(this.#parts, this.#from, data.session)
    if (found.ok) await this.#enter(found.value, { name: 'Registration/Register', data })
    else this.line.send(lostKey)
  }

  /** From here on the line speaks for this session; what follows tells the client everything, in the seed's order. */
  async #enter(access: Access, request: KnownRequest): Promise<void> {
    if (!this.line.isOpen()) return
    const before = this.#access
    if (before) this.#lines.remove(this, before)
    this.#access = access
    this.hasSignedIn = true
    this.#lines.add(this, access)
    const { caller, token } = access
    await this.#parts.leases.renew(caller)
    if (this.#keepsSession) this.line.send(eventOf('Registration/SetSession', { session: token }))
    // Whoever follows from before the facts are read misses nothing; what is told twice is no change the second time.
    const desk = await this.#parts.perform('desk', caller, {}, this.#from.facts)
    if (!desk.ok) return this.#refuse(request, desk.refusal)
    const facts = await readDeskFacts(this.#parts, caller)
    this.#told = toldBy(facts)
    await this.line.sendAll(signInEvents(facts, desk.value.document, this.#parts.own.main()))
  }

  async #onChange(access: Access, event: FeedEvent): Promise<void> {
    await this.#tellChange(access, event.kind === 'agent.stateChanged' ? event.data.by : 'system')
  }

  async #tellChange({ caller }: Access, by: Actor['kind']): Promise<void> {
    const facts = await readDeskFacts(this.#parts, caller)
    // The agent works no more: the end of this session comes next.
    if (facts.agent === null || facts.agent.sessionId === null || !this.#told) return
    const now = toldBy(facts)
    const changed = changeEvents(this.#told, now, facts, by)
    const hasMoved = this.#told.campaigns !== now.campaigns
    this.#told = now
    for (const each of changed) this.line.send(each)
    const desk = hasMoved ? await this.#parts.perform('desk', caller, {}, this.#from.facts) : null
    if (desk?.ok) await this.line.sendAll(mappingEvents(desk.value.document, facts.agent.campaigns))
  }

  /** The session is over: says so and why. Whoever signed out on the line itself may sign in on it again. */
  async #tellEnd({ caller, token }: Access, reason: EndReason | null, line: 'closes' | 'stays'): Promise<void> {
    this.#lines.remove(this, { caller, token })
    this.#access = null
    this.#told = null
    for (const event of endedEvents(await readDeskFacts(this.#parts, caller), caller, reason)) this.line.send(event)
    if (line === 'closes') this.line.close('ended')
  }

  #refuse(request: KnownRequest, refusal: Refusal, errors: readonly FieldError[] = []): void {
    const isSignIn = request.name === 'Agent/SetUserInfo'
    this.line.send(isSignIn ? encodeLoginFailed(refusal, errors) : encodeRefused(request.name, refusal, errors))
    // Nothing is known about the session that the client came back for: it may well be alive, so it tries again.
    if (request.name === 'Registration/Register') this.line.close('unavailable')
  }
}

function reasonIn({ facts }: Refusal): EndReason | null {
  // The refusal of an ended session tells the reason of its row.
  return typeof facts?.reason === 'string' ? (facts.reason as EndReason) : null
}
