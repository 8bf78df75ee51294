import { type EndReason, type FeedEvent, type Refusal, systemReasons } from '@hotseat/core'
import type { WebSocket } from 'ws'
import { refusalOf } from '../../http/error-handler.ts'
import { type FieldError, Refused } from '../../http/problem.ts'
import type { AdapterParts } from '../adapter.ts'
import { showAgentState, showLogin, showReason } from './agent-messages.ts'
import { answerRequest } from './answer-request.ts'
import { changeEvents, type Told, toldBy } from './changes.ts'
import { type DeskFacts, readDeskFacts, systemReasonOf } from './desk-facts.ts'
import { decodeRequest, eventOf } from './envelope.ts'
import { encodeLoginFailed, encodeRefused, isSignedOut } from './errors.ts'
import { createLine, type Line } from './line.ts'
import type { Lines } from './lines.ts'
import { mappingEvents } from './list-messages.ts'
import { type DataOf, type KnownRequest, parseRequest } from './requests.ts'
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
  readonly line: Line
  readonly #parts: AdapterParts
  readonly #from: Origin
  readonly #lines: Lines
  readonly #turns: Turns
  #access: Access | null = null
  #told: Told | null = null
  #keepsSession = false
  /** The client itself signs out; it may sign in again on the same line. */
  #isLeaving = false

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
    const isTaken = this.#turns.take(async () => {
      if (!this.#access) return
      if (event.kind !== 'session.ended') await this.#tellChange(this.#access, event)
      else if (event.data.sessionId === this.#access.caller.session.id) await this.#tellEnd(this.#access, event.data.reason)
    })
    if (!isTaken) this.line.close('slow')
  }

  /** Looks again whether the session is live, should its end never have reached this node (S-33). */
  recheck(): void {
    this.#turns.take(async () => {
      if (!this.#access) return
      const found = await this.#parts.callers.recheck(this.#access.caller)
      if (!found.ok && isSignedOut(found.refusal)) await this.#tellEnd(this.#access, endReasonOf(found.refusal))
    })
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
      await this.#carryOut(request, decoded.source)
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal.code === 'server.internal') this.#parts.onFault(error)
      this.#refuse(request, refusal, error instanceof Refused ? error.errors : [])
    }
  }

  async #carryOut(request: KnownRequest, source: string | null): Promise<void> {
    if (request.name === 'Registration/Register') return this.#register(request.data, source)
    if (request.name === 'Agent/SetUserInfo') {
      const signedIn = await signIn(this.#parts, this.#from, request.data)
      return signedIn.ok ? this.#enter(signedIn.value, request) : this.#refuse(request, signedIn.refusal)
    }
    const found = this.#access && (await this.#parts.callers.recheck(this.#access.caller))
    if (!found?.ok) return this.#refuse(request, found?.refusal ?? { code: 'session.missing' })
    this.#parts.leases.active(found.value).catch(this.#parts.onFault)
    this.#isLeaving = request.name === 'Connection/Logout'
    const answer = await answerRequest(this.#parts, this.#from, found.value, request)
    if (!answer.ok) {
      this.#isLeaving = false
      return this.#refuse(request, answer.refusal)
    }
    await this.line.sendAll(answer.value)
  }

  async #register(data: DataOf<'Registration/Register'>, source: string | null): Promise<void> {
    this.isRegistered = true
    this.#keepsSession ||= data.keepSession ?? false
    this.line.send(eventOf('Registration/Registered', { channel: 'Cisco', source: source ?? '' }))
    if (data.session === undefined || this.#access) return
    const found = await findAccess(this.#parts, this.#from, data.session)
    const request = { name: 'Registration/Register', data } as const
    if (found.ok) return this.#enter(found.value, request)
    if (!isSignedOut(found.refusal)) return this.#refuse(request, found.refusal)
    const reason = endReasonOf(found.refusal)
    this.line.send(
      eventOf('Agent/Login', { loginState: 'LoggedOut', agentInfo: { name: '', extension: '', loginName: '' }, reason }),
    )
  }

  /** From here on the line speaks for this session; what follows tells the client everything, in the seed's order. */
  async #enter(access: Access, request: KnownRequest): Promise<void> {
    if (!this.line.isOpen()) return
    const before = this.#access
    if (before) this.#lines.remove(this, before)
    this.#access = access
    this.#isLeaving = false
    this.#lines.add(this, access)
    const { caller, token } = access
    // Their own work was taken over; somebody else's would be left at a desk where nobody is.
    if (before && before.caller.member.id !== caller.member.id)
      await this.#parts.perform('signOut', before.caller, { body: {} }, this.#from.facts)
    await this.#parts.leases.renew(caller)
    if (this.#keepsSession) this.line.send(eventOf('Registration/SetSession', { session: token }))
    // Whoever follows from before the facts are read misses nothing; what is told twice is no change the second time.
    const desk = await this.#parts.perform('desk', caller, {}, this.#from.facts)
    if (!desk.ok) return this.#refuse(request, desk.refusal)
    const facts = await readDeskFacts(this.#parts, caller)
    this.#told = toldBy(facts)
    await this.line.sendAll(signInEvents(facts, desk.value.document, this.#parts.own.main()))
  }

  async #tellChange({ caller }: Access, event: FeedEvent): Promise<void> {
    // What the person does by another way is a sign of the person, too (S-23).
    if (event.by === caller.member.id) this.#parts.leases.active(caller).catch(this.#parts.onFault)
    const facts = await readDeskFacts(this.#parts, caller)
    // The agent works in another session by now, or in none: the end of this one comes next.
    if (facts.agent?.sessionId !== caller.session.id || !this.#told) return
    const now = toldBy(facts)
    const changed = changeEvents(this.#told, now, facts, event)
    const hasMoved = this.#told.campaigns !== now.campaigns
    this.#told = now
    for (const each of changed) this.line.send(each)
    const desk = hasMoved ? await this.#parts.perform('desk', caller, {}, this.#from.facts) : null
    if (desk?.ok) await this.line.sendAll(mappingEvents(desk.value.document, facts.agent.campaigns))
  }

  /** The session is over: says so and why, and closes, unless the client itself signed out. */
  async #tellEnd(access: Access, reason: EndReason | null): Promise<void> {
    this.#lines.remove(this, access)
    this.#access = null
    this.#told = null
    const facts = await readDeskFacts(this.#parts, access.caller)
    this.line.send(eventOf('Agent/SetAgentState', endedState(facts, access.caller.session.id)))
    this.line.send(eventOf('Agent/Login', { ...showLogin({ ...facts, agent: null }, 'LoggedOut'), reason }))
    if (!this.#isLeaving) this.line.close('ended')
    this.#isLeaving = false
  }

  #refuse(request: KnownRequest, refusal: Refusal, errors: readonly FieldError[] = []): void {
    const isSignIn = request.name === 'Agent/SetUserInfo'
    this.line.send(isSignIn ? encodeLoginFailed(refusal, errors) : encodeRefused(request.name, refusal, errors))
    // Nothing is known about the session that the client came back for: it may well be alive, so it tries again.
    if (request.name === 'Registration/Register') this.line.close('unavailable')
  }
}

/** LOGOUT with the reason that the store has, or, when the work goes on in another session, with that one. */
function endedState(facts: DeskFacts, sessionId: string) {
  const shown = showAgentState(facts, 'system')
  if (!facts.agent || facts.agent.sessionId === null || facts.agent.sessionId === sessionId) return shown
  const reason = systemReasonOf(systemReasons.takenOver, 'LOGOUT')
  const nothing = { Ready: false, NotReady: false, Logout: false }
  return {
    ...shown,
    state: 'LOGOUT',
    pendingState: '',
    reasonCode: reason && showReason(reason),
    rules: { ButtonStates: nothing },
  }
}

function endReasonOf({ facts }: Refusal): EndReason | null {
  // The refusal of an ended session tells the reason of its row.
  return typeof facts?.reason === 'string' ? (facts.reason as EndReason) : null
}
