import type { Continuity, ContinuityEffect, ContinuityInput } from '@hotseat/core'
import { claimSubId, noSub } from './claim-sub-id.ts'
import { createComeback } from './comeback.ts'
import { createDriver, type Driver } from './driver.ts'
import { createEmitter } from './emitter.ts'
import { createFeed, type Feed } from './feed.ts'
import type { HotseatEvents } from './hotseat.ts'
import { createIntake, type Intake } from './intake.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import { createRenewal } from './renewal.ts'
import { createRereading } from './rereading.ts'
import { createReturn, type Return } from './return.ts'
import { createScribe, type Scribe } from './scribe.ts'
import { createSessionHolder, type SessionHolder } from './session-holder.ts'
import { createTabTalk } from './tab-talk.ts'
import { joinTabs, type Tabs } from './tabs.ts'
import { createTransport, type Transport } from './transport.ts'
import type { Signal, World } from './world.ts'

/** Where a seat is, and how it is known there. */
export type SeatOptions = {
  readonly world: World
  /** The server's origin. */
  readonly origin: string
  readonly credential: 'cookie' | 'bearer'
  /** A session of this tab's own. */
  readonly isolate: boolean
}

/** What a tab has once it knows its sub-session. */
export type Berth = { readonly subId: string; readonly keeper: Keeper; readonly tabs: Tabs; readonly leave: () => void }

/** One tab's parts, put together: what the calls of the public object work with. */
export type Seat = {
  readonly world: World
  readonly origin: string
  readonly credential: 'cookie' | 'bearer'
  readonly ready: Promise<Berth>
  readonly transport: Transport
  readonly holder: SessionHolder
  readonly driver: Driver
  readonly feed: Feed
  readonly emitter: ReturnType<typeof createEmitter<HotseatEvents>>
  readonly back: Return
  readonly scribe: Scribe
  readonly begin: Intake['begin']
  /** A person did something (S-23). */
  markUsed(): void
  close(): void
}

/** Ends after which the server takes this device for a stranger's; the next sign-in brings a new key. */
const deviceEnds = ['resume.passwordChanged', 'resume.disabled', 'resume.keyRevoked', 'resume.byAdministrator']

/** Puts a seat together: the machine decides, this carries out. */
export function createSeat({ world, origin, credential, isolate }: SeatOptions): Seat {
  const emitter = createEmitter<HotseatEvents>()
  let berth: Berth | null = null
  let used = false

  const tell = (input: ContinuityInput) => driver.tell(input)
  const holder = createSessionHolder(
    (document) => emitter.emit('session', document),
    () => tell({ type: 'preferencesChanged' }),
  )
  const transport = createTransport(world, origin, credential, () => ({
    csrfToken: holder.document?.csrfToken ?? null,
    accessToken: holder.accessToken?.value ?? null,
    subId: berth?.subId ?? '',
  }))
  const back = createReturn(world.clock, (restored) => emitter.emit('restored', restored))
  const scribe = createScribe(world.clock, holder, () => berth?.keeper ?? null)
  const intake = createIntake({
    holder,
    back,
    rereading: () => rereading,
    state: () => driver.state,
    tell,
    onToken: (expiresAt) => renewal.schedule(expiresAt),
    onEvent: (event) => emitter.emit('event', event),
    save: scribe.save,
  })
  const rereading = createRereading(world, (signal) => transport.call('session', {}, signal), intake.adopt)
  const comeback = createComeback({
    transport,
    subtle: world.subtle,
    proofOrigin: world.pageOrigin ?? origin,
    identity: () => {
      const { sessionId, key, offset } = holder
      return sessionId === null ? null : { sessionId, key, offset, snapshot: scribe.look() }
    },
    tell,
    onResumed(document) {
      intake.takeResumed(document)
      berth?.tabs.post({ type: 'resumed', document })
    },
  })
  const renewal = createRenewal({
    clock: world.clock,
    mayRenew: () => isOpen() && berth?.tabs.leads === true,
    request: comeback.renew,
    take(document) {
      intake.adopt(document)
      berth?.tabs.post({ type: 'renewed', document })
    },
    onRefused: (code) => tell({ type: 'sessionMissing', code }),
  })
  const feed = createFeed(world, {
    origin,
    subId: () => berth?.subId ?? '',
    accessToken: () => holder.accessToken?.value ?? null,
    offset: () => holder.offset,
    tell,
    onEvent: intake.takeEvent,
    onSeen: holder.markSeen,
    onGap: rereading.now,
  })
  const driver = createDriver({
    world,
    knows: () => ({ settings: holder.settings, leads: berth?.tabs.leads ?? true }),
    carryOut,
    onStatus: (status) => emitter.emit('status', status),
    onMove,
  })
  const talk = createTabTalk({
    holder,
    ready: () => ready,
    status: () => driver.status,
    tell,
    adopt: intake.adopt,
    takeResumed: intake.takeResumed,
  })
  const unwatch = world.watch(onSignal)
  const ready = settle()

  async function settle(): Promise<Berth> {
    const { subId, giveUp } = isolate ? await claimSubId(world) : noSub
    const keeper = createKeeper(world, origin, subId)
    const tabs = joinTabs(world, `${origin} ${subId}`, talk.onMessage, () => tell({ type: 'leadershipGained' }))
    const leave = () => {
      tabs.close()
      giveUp()
    }
    berth = { subId, keeper, tabs, leave }
    return berth
  }

  /** Whether the socket stands, as far as we know. */
  const isOpen = () => driver.state.kind === 'connected' || driver.state.kind === 'checking'

  function save(): void {
    scribe.save().catch(() => undefined)
  }

  function forget(): void {
    const { sessionId } = holder
    const { state } = driver
    holder.clear()
    scribe.clear()
    back.clear()
    renewal.cancel()
    rereading.cancel()
    if (sessionId === null || berth === null) return
    const { keeper, tabs } = berth
    tabs.post(state.kind === 'ended' ? { type: 'ended', sessionId, code: state.code } : { type: 'signedOut', sessionId })
    keeper.forget(sessionId).catch(() => undefined)
    if (state.kind === 'ended' && deviceEnds.includes(state.code)) keeper.forgetDevice().catch(() => undefined)
  }

  function carryOut(effect: ContinuityEffect): void {
    switch (effect.type) {
      case 'openSocket':
        feed.open()
        break
      case 'closeSocket':
        feed.close()
        break
      case 'sendPing':
        feed.ping(effect.n, used)
        used = false
        save()
        break
      case 'probeEcho':
        comeback.probe()
        break
      case 'requestResume':
        comeback.resume(effect.challenge)
        break
      case 'cancelRequest':
        comeback.cancel()
        break
      case 'askLeader':
        berth?.tabs.post({ type: 'asked' })
        break
      case 'clearCredentials':
        forget()
    }
  }

  function onMove(state: Continuity, before: Continuity): void {
    if ((before.kind === 'connected' || before.kind === 'checking') && 'loss' in state) save()
    if (before.kind === 'connecting' && state.kind === 'connected') back.connected(before.loss?.since ?? null)
    const isNews = state.kind === 'pausing' || state.kind === 'waiting' || state.kind === 'connected'
    if (isNews && state.kind !== before.kind) talk.announce()
  }

  function onSignal(signal: Signal): void {
    if (signal === 'used') used = true
    else if (signal === 'becameHidden' || signal === 'left') save()
    else tell({ type: signal })
  }

  return {
    world,
    origin,
    credential,
    ready,
    transport,
    holder,
    driver,
    feed,
    emitter,
    back,
    scribe,
    begin: intake.begin,
    markUsed() {
      used = true
    },
    close() {
      driver.stop()
      feed.close()
      comeback.cancel()
      renewal.cancel()
      rereading.cancel()
      unwatch()
      if (berth !== null) berth.leave()
      else ready.then(({ leave }) => leave()).catch(() => undefined)
    },
  }
}
