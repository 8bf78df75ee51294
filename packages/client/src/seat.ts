import { createDriver, type Driver } from '@hotseat/browser'
import type { Continuity, ContinuityEffect, ContinuityInput } from '@hotseat/core'
import { type Activity, createActivity } from './activity.ts'
import { claimLabel, noLabel } from './claim-label.ts'
import { createComeback } from './comeback.ts'
import { hurried } from './continuity-settings.ts'
import { createEmitter } from './emitter.ts'
import { createFeed, type Feed } from './feed.ts'
import type { HotseatEvents } from './hotseat.ts'
import { createIntake, type Intake } from './intake.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import { createOwedSignOut, type OwedSignOut } from './owed-sign-out.ts'
import { createRenewal } from './renewal.ts'
import { createRereading } from './rereading.ts'
import { createReturn, type Return } from './return.ts'
import { createScribe, type Scribe } from './scribe.ts'
import { createSessionHolder, type SessionHolder } from './session-holder.ts'
import { settleOwed } from './settle-owed.ts'
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
  /** The label that tabs share a session under, if it is not this tab's own. */
  readonly subId: string
}

/** What a tab has once it knows its labels. */
export type Berth = {
  readonly subId: string
  /** The label under which this tab keeps what is its own. */
  readonly tab: string
  readonly keeper: Keeper
  readonly tabs: Tabs
  readonly leave: () => void
}

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
  readonly activity: Activity
  readonly owed: OwedSignOut
  readonly begin: Intake['begin']
  readonly adopt: Intake['adopt']
  /** How often this page wants keep-alives at least; null: as the preference says (KA15). */
  hurryKeepAlive(everyMs: number | null): void
  close(): void
}

/** Ends after which the server takes this device for a stranger's; the next sign-in brings a new key. */
const deviceEnds = ['resume.passwordChanged', 'resume.disabled', 'resume.keyRevoked', 'resume.byAdministrator']

/** Puts a seat together: the machine decides, this carries out. */
export function createSeat({ world, origin, credential, isolate, subId: shared }: SeatOptions): Seat {
  const emitter = createEmitter<HotseatEvents>()
  let berth: Berth | null = null
  let isClosed = false
  let wantedMs: number | null = null

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
  const activity = createActivity(world.clock, (at) => {
    // While the line stands, this tab's own keep-alives tell the server.
    if (!isOpen()) berth?.tabs.post({ type: 'used', at })
  })
  const scribe = createScribe({ clock: world.clock, holder, activity, berth: () => berth })
  const owed = createOwedSignOut(world, (accessToken) =>
    settleOwed({ world, origin, credential, transport, ready: () => ready }, accessToken),
  )
  const intake = createIntake({
    holder,
    back,
    rereading: () => rereading,
    state: () => driver.state,
    tell,
    onToken(expiresAt) {
      // A sign-in that was under way when the client was closed still ends, and starts nothing.
      if (!isClosed) renewal.schedule(expiresAt)
    },
    onEvent: (event) => emitter.emit('event', event),
    save: (begins) => (begins ? scribe.begin() : scribe.save()),
  })
  const rereading = createRereading(world, (signal) => transport.call('session', {}, signal), intake.adopt)
  const comeback = createComeback({
    transport,
    subtle: world.subtle,
    proofOrigin: world.pageOrigin ?? origin,
    identity: () => {
      const { sessionId, key, offset } = holder
      const activeMsAgo = activity.lastAt === null ? null : Math.max(0, world.clock.now() - activity.lastAt)
      return sessionId === null ? null : { sessionId, key, offset, snapshot: scribe.look(), activeMsAgo }
    },
    tell,
    onResumed(document) {
      intake.takeResumed(document, true)
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
    onTyping: (conversationId) => emitter.emit('typing', { conversationId }),
    onSeen: holder.markSeen,
    onGap: rereading.now,
  })
  const driver = createDriver({
    world,
    knows: () => ({ settings: hurried(holder.settings, wantedMs), leads: berth?.tabs.leads ?? true }),
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
    activity,
  })
  const unwatch = world.watch(onSignal)
  const ready = settle()

  async function settle(): Promise<Berth> {
    const sub = isolate ? await claimLabel(world, 'sub') : { ...noLabel, label: shared }
    const own = isolate ? noLabel : await claimLabel(world, 'tab')
    const subId = sub.label
    const keeper = createKeeper(world, origin, subId)
    const tabs = joinTabs(world, `${origin} ${subId}`, talk.onMessage, () => tell({ type: 'leadershipGained' }))
    const leave = () => {
      tabs.close()
      sub.giveUp()
      own.giveUp()
    }
    berth = { subId, tab: own.label, keeper, tabs, leave }
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
    activity.clear()
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
        feed.ping(effect.n, activity.take())
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
    if (signal === 'used') activity.mark()
    else if (signal === 'becameHidden' || signal === 'left') save()
    else {
      tell({ type: signal })
      if (driver.status.kind === 'signedOut' && signal !== 'wentOffline') void owed.settle()
    }
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
    activity,
    owed,
    begin: intake.begin,
    adopt: intake.adopt,
    hurryKeepAlive(everyMs) {
      wantedMs = everyMs
      tell({ type: 'preferencesChanged' })
    },
    close() {
      isClosed = true
      driver.stop()
      feed.close()
      comeback.cancel()
      renewal.cancel()
      rereading.cancel()
      // What is owed is tried a last time, so that a page that goes on with somebody else leaves nobody signed in.
      void owed.settle()
      void owed.pause()
      unwatch()
      if (berth !== null) berth.leave()
      else ready.then(({ leave }) => leave()).catch(() => undefined)
    },
  }
}
