import {
  type Continuity,
  type ContinuityEffect,
  type ContinuityInput,
  type ContinuitySettings,
  defaultContinuitySettings,
  endReasons,
  type FeedEvent,
  initialContinuity,
  step,
} from '@hotseat/core'
import type { ResumeDocument, ServerFrame, SessionDocument, Snapshot } from '@hotseat/protocol'
import type { DeskWire, FeedSocket } from './desk-wire.ts'
import { type LabDeviceKey, resumeMessage } from './device-key.ts'
import { createTokenRenewal } from './token-renewal.ts'

/** The time, and things to do later; virtual in the simulator. */
export type DeskClock = { now(): number; after(delayMs: number, task: () => void): () => void }

/** What a desk is given, and whom it tells. */
export type DeskOptions = {
  readonly clock: DeskClock
  /** A number in [0, 1) at each call. */
  readonly random: () => number
  readonly wire: DeskWire
  readonly key: LabDeviceKey
  readonly origin: string
  readonly settings?: ContinuitySettings
  /** What stands on the screen and is not acknowledged: a resume carries it. */
  readonly snapshot?: () => Snapshot
  /** Told after every change of state, and before the effects are carried out. */
  readonly onState?: (state: Continuity, input: ContinuityInput) => void
  readonly onDocument?: (document: SessionDocument | ResumeDocument) => void
  readonly onEvent?: (event: FeedEvent) => void
}

/** One desk that stays signed in: the continuity machine with hands. It holds a key and no password. */
export interface DeskClient {
  readonly state: Continuity
  readonly document: SessionDocument | null
  /** What a client without a cookie speaks for its session with. */
  readonly accessToken: string | null
  /** Takes the document of a sign-in. */
  signedIn(document: SessionDocument): void
  input(input: ContinuityInput): void
  /** The page stops: nothing is heard and no timer runs until `thaw`. */
  freeze(): void
  thaw(): void
}

/** A desk that nobody has signed in at yet. */
export function createDeskClient(options: DeskOptions): DeskClient {
  const { clock, wire, key, origin, settings = defaultContinuitySettings } = options
  let state: Continuity = initialContinuity
  let document: SessionDocument | null = null
  let accessToken: string | null = null
  let offset = 0
  let socket: FeedSocket | null = null
  let cancelAlarm: () => void = () => undefined
  let frozen = false
  /** What an older request or socket still says is not heard: each has the number it was started with. */
  let requestNumber = 0
  let socketNumber = 0
  const heldBack: (() => void)[] = []

  /** Runs now, or when the page runs again. */
  function heard(task: () => void): void {
    if (frozen) heldBack.push(task)
    else task()
  }

  function input(given: ContinuityInput): void {
    const context = { now: clock.now(), random: options.random(), settings, leads: true }
    const next = step(state, given, context)
    state = next.state
    options.onState?.(state, given)
    cancelAlarm()
    const { wakeAt } = state
    if (wakeAt !== null) {
      cancelAlarm = clock.after(Math.max(0, wakeAt - clock.now()), () => heard(() => input({ type: 'timePassed' })))
    }
    for (const effect of next.effects) carryOut(effect)
  }

  function carryOut(effect: ContinuityEffect): void {
    switch (effect.type) {
      case 'openSocket':
        openSocket()
        break
      case 'closeSocket':
        socketNumber += 1
        socket?.close()
        socket = null
        break
      case 'sendPing':
        if (!socket?.send({ type: 'ping', n: effect.n, active: true })) input({ type: 'pingFailed' })
        break
      case 'probeEcho':
        probe()
        break
      case 'requestResume':
        resume(effect.challenge)
        break
      case 'cancelRequest':
        requestNumber += 1
        break
      case 'clearCredentials':
        document = null
        accessToken = null
        renewal.cancel()
        break
      case 'askLeader':
        break
    }
  }

  function openSocket(): void {
    socketNumber += 1
    const mine = socketNumber
    socket = wire.openFeed(offset, {
      onFrame: (frame) => heard(() => mine === socketNumber && onFrame(frame)),
      onClose: () => heard(() => mine === socketNumber && input({ type: 'socketClosed' })),
    })
  }

  function onFrame(frame: ServerFrame): void {
    switch (frame.type) {
      case 'hello':
        input({ type: 'helloReceived' })
        break
      case 'pong':
        input({ type: 'pongReceived', ...(frame.waitMs === undefined ? {} : { waitMs: frame.waitMs }) })
        break
      case 'bye':
        input({ ...frame, type: 'byeReceived' })
        break
      case 'gap':
        refresh()
        break
      case 'event':
        onEvent(frame)
        break
    }
  }

  function onEvent(event: FeedEvent): void {
    offset = Math.max(offset, event.offset)
    options.onEvent?.(event)
    if (event.kind !== 'session.ended' || event.data.sessionId !== document?.session.id) return
    const code = endReasons[event.data.reason]
    if (code !== null) input({ type: 'sessionEnded', code })
  }

  function take(given: SessionDocument | ResumeDocument): void {
    adopt(given)
    offset = given.offset
    options.onDocument?.(given)
  }

  function adopt(given: SessionDocument | ResumeDocument): void {
    document = given
    if (given.accessToken === undefined) return
    accessToken = given.accessToken.value
    renewal.schedule(given.accessToken.expiresAt)
  }

  /** A new token for a session that goes on, outside of the machine: what was missed comes by the socket, which stands. */
  async function renew(isWanted: () => boolean): Promise<void> {
    const echo = await wire.call('echo', {}).catch(() => null)
    const answer = echo?.ok && isWanted() ? await prove(echo.value.challenge).catch(() => null) : null
    heard(() => {
      if (!isWanted()) return
      if (answer?.ok) adopt(answer.value)
      else if (answer?.ok === false && isFinal(answer.refusal.code)) input({ type: 'sessionMissing', code: answer.refusal.code })
      else renewal.again()
    })
  }

  const renewal = createTokenRenewal({
    clock,
    mayRenew: () => state.kind === 'connected' && !frozen,
    renew: (isWanted) => void renew(isWanted),
  })

  /** The feed has forgotten our offset: the document is the whole truth. */
  function refresh(): void {
    const mine = socketNumber
    wire.call('session', {}).then(
      (result) => heard(() => mine === socketNumber && result.ok && take(result.value)),
      () => undefined,
    )
  }

  function probe(): void {
    requestNumber += 1
    const mine = requestNumber
    wire.call('echo', {}).then(
      (result) =>
        heard(() => {
          if (mine !== requestNumber) return
          if (result.ok) input({ type: 'echoAnswered', challenge: result.value.challenge, waitMs: result.value.waitMs })
          else input({ type: 'echoFailed', ...retryAfterOf(result.refusal.facts) })
        }),
      () => heard(() => mine === requestNumber && input({ type: 'echoFailed' })),
    )
  }

  function prove(challenge: string) {
    const sessionId = document?.session.id ?? ''
    const signature = key.sign(resumeMessage(origin, sessionId, challenge))
    const snapshot = options.snapshot === undefined ? {} : { snapshot: options.snapshot() }
    return wire.call('resume', { body: { sessionId, challenge, signature, offset, ...snapshot } })
  }

  function resume(challenge: string): void {
    requestNumber += 1
    const mine = requestNumber
    prove(challenge).then(
      (result) =>
        heard(() => {
          if (mine !== requestNumber) return
          if (result.ok) {
            take(result.value)
            input({ type: 'resumeSucceeded' })
          } else if (isFinal(result.refusal.code)) input({ type: 'resumeRefused', code: result.refusal.code })
          else input({ type: 'resumeFailed', ...retryAfterOf(result.refusal.facts) })
        }),
      () => heard(() => mine === requestNumber && input({ type: 'resumeFailed' })),
    )
  }

  return {
    get state() {
      return state
    },
    get document() {
      return document
    },
    get accessToken() {
      return accessToken
    },
    signedIn(given) {
      take(given)
      input({ type: 'signedIn' })
    },
    input,
    freeze() {
      frozen = true
    },
    thaw() {
      frozen = false
      input({ type: 'thawed' })
      for (const task of heldBack.splice(0)) task()
    },
  }
}

/** A busy server is asked again; anything else would be answered the same way. */
function isFinal(code: string): boolean {
  return !/^(overload|store|server|rate)\./.test(code)
}

function retryAfterOf(facts: { readonly retryAfterMs?: unknown } | undefined): { retryAfterMs?: number } {
  const wait = facts?.retryAfterMs
  return typeof wait === 'number' ? { retryAfterMs: wait } : {}
}
