import { createDriver } from '@hotseat/browser'
import { type ConnectionStatus, type ContinuityEffect, type ContinuityInput, defaultContinuitySettings } from '@hotseat/core'
import type { ChatServerFrame } from '@hotseat/protocol'
import type { ChatCalls } from './call-chat.ts'
import { createComeback } from './comeback.ts'
import { createFeed } from './feed.ts'
import { isLinked } from './reduce.ts'
import type { World } from './world.ts'

/** What the line needs to know, and whom it tells. */
export type LinePorts = {
  readonly origin: string
  /** The token of the session; null when nobody is signed in. */
  readonly session: () => string | null
  /** The last numbers that are known here (CH20). */
  readonly after: () => Readonly<Record<string, number>>
  readonly onFrame: (frame: Exclude<ChatServerFrame, { type: 'pong' | 'bye' }>) => void
  readonly onStatus: (status: ConnectionStatus) => void
}

/** The line to the server: the continuity machine, and what it moves. */
export function createLine(world: World, calls: Pick<ChatCalls, 'echo' | 'resume'>, ports: LinePorts) {
  let isStopped = false
  // Each page leads for itself: a widget is alone on its page, and coming back costs the server next to nothing.
  const knows = () => ({ settings: defaultContinuitySettings, leads: true })
  const driver = createDriver({ world, knows, carryOut, onStatus: ports.onStatus })
  const comeback = createComeback(calls, driver.tell)
  const feed = createFeed(world, {
    origin: ports.origin,
    auth() {
      const token = ports.session()
      return token === null ? null : { type: 'auth', token, after: { ...ports.after() } }
    },
    onFrame,
    onClose: () => driver.tell({ type: 'socketClosed' }),
  })

  function carryOut(effect: ContinuityEffect) {
    switch (effect.type) {
      case 'openSocket':
        return feed.open()
      case 'closeSocket':
        return feed.close()
      case 'sendPing':
        if (!feed.send({ type: 'ping', n: effect.n })) driver.tell({ type: 'pingFailed' })
        return
      case 'probeEcho':
        return comeback.probe()
      case 'requestResume':
        return comeback.resume(ports.session() ?? '', { challenge: effect.challenge, after: { ...ports.after() } })
      case 'cancelRequest':
        return comeback.cancel()
    }
  }

  function onFrame(frame: ChatServerFrame) {
    switch (frame.type) {
      case 'pong':
        return driver.tell({ type: 'pongReceived', ...(frame.waitMs !== undefined && { waitMs: frame.waitMs }) })
      case 'bye':
        return driver.tell(byeInput(frame))
      case 'hello':
        // What it holds is shown before the line counts as connected: then what is on its way goes out.
        ports.onFrame(frame)
        return driver.tell({ type: 'helloReceived' })
      default:
        return ports.onFrame(frame)
    }
  }

  return {
    get status() {
      return driver.status
    },
    /** Whether something sent now would be answered. */
    isLinked: () => !isStopped && isLinked(driver.status),
    tell: driver.tell,
    sayTyping: (conversationId: string) => feed.send({ type: 'typing', conversationId }),
    stop(): void {
      isStopped = true
      driver.stop()
      comeback.cancel()
      feed.close()
    },
  }
}

function byeInput({ reason, waitMs }: Extract<ChatServerFrame, { type: 'bye' }>): ContinuityInput {
  const wait = waitMs === undefined ? {} : { waitMs }
  if (reason === 'draining' || reason === 'slow' || reason === 'protocol') return { type: 'byeReceived', reason, ...wait }
  // There is no proof by which a session that is over could come back, so it is over at once.
  return { type: 'sessionEnded', code: reason }
}
