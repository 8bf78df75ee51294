import type { Hotseat } from '@hotseat/client'
import type { FeedEvent } from '@hotseat/core'
import type { RecorderOrdersDocument } from '@hotseat/protocol'
import type { Logger } from 'pino'
import type { Clock } from '../ports.ts'
import type { Seated } from '../sign-on/sign-on.ts'
import type { WorkRunner } from './run-work.ts'
import { jobOf } from './work.ts'

export type FollowPorts = {
  /** This recorder's name: the thumbprint of its key. */
  readonly recorder: string
  readonly clock: Clock
  readonly log: Logger
  readonly runner: WorkRunner
  /** Whether new recordings are begun; one that goes on does so anyway (spec LB15). */
  readonly takesOrders: () => boolean
}

const againMs = 2_000

/**
 * Follows the orders of whoever is signed in until the returned function is called (spec RC20): by the feed, and by reading what holds now whenever the
 * connection stands anew. A pause and a stop are obeyed as they are heard; nobody waits for a second request with a card number on the screen.
 */
export function followOrders(
  { hotseat, server, user }: Seated,
  { recorder, clock, log, runner, takesOrders }: FollowPorts,
): () => void {
  let isOver = false
  let isReading = false
  /** Something happened since the orders that are under way were asked for: they may be of before. */
  let isStale = false
  let cancelAgain: () => void = () => undefined

  async function read(): Promise<void> {
    isStale = true
    if (isReading) return
    isReading = true
    try {
      while (isStale && !isOver) {
        isStale = false
        const orders = await hotseat.call('recorderOrders', {})
        if (!isStale && !isOver) obey(orders)
      }
    } catch (error) {
      log.warn({ err: error }, 'the orders could not be read')
      cancelAgain()
      // Without a connection they are read when it stands again.
      if (!isOver && hotseat.status.kind === 'connected') cancelAgain = clock.after(againMs, () => void read())
    } finally {
      isReading = false
    }
  }

  /** At once: whoever signs out later ends what is begun here. */
  function obey({ recording, capture, wrappingKey, now }: RecorderOrdersDocument): void {
    const isNew = recording !== null && recording.id !== jobOf(runner.work)?.recordingId
    const wanted = isNew && !takesOrders() ? null : recording
    // The server's moments on this machine's clock.
    const here = clock.now() - now
    const job =
      wanted === null
        ? null
        : { recordingId: wanted.id, beginBy: wanted.giveUpAt + here, endsAt: wanted.askedAt + capture.maxMs + here }
    const owner = { tenant: user.tenant, recorder }
    const manner = { frameRate: capture.frameRate, maxHeight: capture.maxHeight, wrappingKey, owner, aheadMs: here }
    runner.order(job, wanted?.paused ?? false, manner, { server, tenant: user.tenant })
    runner.closeOthers(job?.recordingId ?? null)
  }

  function onEvent(event: FeedEvent): void {
    if (event.userId !== user.id) return
    switch (event.kind) {
      case 'recording.paused':
      case 'recording.resumed':
      case 'recording.stopped': {
        const type = kindToInput[event.kind]
        isStale = true
        runner.tell({ type, recordingId: event.data.recordingId })
        break
      }
      case 'recording.asked':
        void read()
    }
  }

  const forget = [
    hotseat.on('event', onEvent),
    hotseat.on('status', ({ kind }) => (kind === 'connected' ? void read() : undefined)),
  ]
  if (isConnected(hotseat)) void read()
  return () => {
    isOver = true
    cancelAgain()
    for (const each of forget) each()
  }
}

const kindToInput = { 'recording.paused': 'paused', 'recording.resumed': 'resumed', 'recording.stopped': 'stopped' } as const

function isConnected({ status }: Hotseat): boolean {
  return status.kind === 'connected'
}
