import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Screen } from './capture/capture-command.ts'
import { createDoor, type DoorPorts } from './door/create-door.ts'
import { createPageSessions } from './door/page-sessions.ts'
import { createPeerCheck } from './door/peer-check.ts'
import type { World } from './real-world.ts'
import type { Config } from './settings/config.ts'
import { createSdkWorld } from './sign-on/create-sdk-world.ts'
import { openFileStore } from './sign-on/file-store.ts'
import { loadRecorderKey } from './sign-on/recorder-key.ts'
import { createSignOn, type Seated } from './sign-on/sign-on.ts'
import { createTicketWait } from './sign-on/ticket-wait.ts'
import { lockFolder } from './spool/lock-folder.ts'
import { openSpool } from './spool/spool.ts'
import { createDeliveries } from './upload/deliveries.ts'
import { describeStatus } from './work/describe-status.ts'
import { followOrders } from './work/follow-orders.ts'
import { createPartMaker } from './work/part-maker.ts'
import { createWorkRunner } from './work/run-work.ts'

/** What a recorder is built for. */
export type RecorderParts = {
  readonly config: Config
  readonly world: World
  readonly log: Logger
  readonly version: string
  readonly screen: Screen | null
  /** The ffmpeg to run. */
  readonly program: string
  readonly spoolLimitBytes: number
}

/** A running recorder. */
export interface Recorder {
  readonly port: number
  /** Its name: the thumbprint of its key. */
  readonly thumbprint: string
  /** Ends a capture in good order; what is signed in and what is not uploaded goes on with the next start. */
  close(): Promise<void>
}

/** Builds a recorder and starts it. The port comes first: who finds it taken has touched nothing of the recorder that is there. */
export async function startRecorder({
  config,
  world,
  log,
  version,
  screen,
  program,
  spoolLimitBytes,
}: RecorderParts): Promise<Recorder> {
  const { clock, random } = world
  const ready = Promise.withResolvers<DoorPorts>()
  const door = createDoor(ready.promise, log)
  const port = await door.listen(config.port)
  await mkdir(config.data, { recursive: true, mode: 0o700 })
  await chmod(config.data, 0o700)
  const lock = await lockFolder(config.data).catch(async (error: unknown) => {
    await door.close()
    throw error
  })
  const key = await loadRecorderKey(join(config.data, 'recorder-key.json'))
  const store = await openFileStore(join(config.data, 'session.json'), key.pair)
  const spool = await openSpool(join(config.data, 'spool'), spoolLimitBytes, onSpool, log)
  const maker = createPartMaker({ spool, screen, program, clock, random, log })
  const deliveries = createDeliveries({
    ...{ servers: config.servers, key, spool, clock, random, log },
    onRefused: (recordingId) => runner.tell({ type: 'refused', recordingId }),
  })
  const runner = createWorkRunner({ clock, spool, maker, log, reportFailed: deliveries.reportFailed, onMove })
  const pages = createPageSessions(world, () => {
    log.info('no page renewed the lease; no more orders are taken')
    lease = 'lapsed'
    onMove()
  })
  const signOn = createSignOn({ world: createSdkWorld(world, store, key.pair), clock, version, log, onSeat })
  const wait = createTicketWait({ signOn, store, servers: config.servers, doorOf: deliveries.doorOf, clock, random, log })
  /** Whether the pages of who is signed in have let their lease lapse; a sign-in without a page has none (spec LB15). */
  let lease: 'held' | 'lapsed' = 'held'
  let unfollow: () => void = () => undefined

  function onSeat(seated: Seated | null, before: Seated | null): void {
    unfollow()
    const isSame = seated !== null && seated.user.id === before?.user.id && seated.user.tenant === before.user.tenant
    if (!isSame) {
      pages.clear()
      runner.tell({ type: 'signedOut' })
    }
    lease = 'held'
    if (seated !== null) {
      unfollow = followOrders(seated, { recorder: key.thumbprint, clock, log, runner, takesOrders: () => lease === 'held' })
      seated.hotseat.on('status', ({ kind }) => kind === 'connected' && deliveries.hurry())
    }
    wait.seatChanged(seated)
  }

  function onMove(): void {
    const isFree = runner.work.kind === 'idle' || runner.work.kind === 'spent'
    if (lease === 'lapsed' && isFree) void signOn.signOut()
  }

  function onSpool(): void {
    deliveries.wake()
    if (spool.bytes < spoolLimitBytes * roomAt) runner.tell({ type: 'spoolDrained' })
  }

  const isOwnPeer = createPeerCheck(log)
  const status = () => ({ recorder: key.thumbprint, version, ...describeStatus(signOn, runner.work, spool) })
  const { servers, origins, basic } = config
  ready.resolve({ signOn, pages, servers, basic, version, origins, isOwnPeer, status })
  deliveries.wake()
  signOn
    .restore(servers)
    .then(() => {
      // Nobody came back: what was being recorded before is over.
      if (signOn.seated === null) runner.closeOthers(null)
      wait.wake()
    })
    .catch((error: unknown) => log.error({ err: error }, 'the session of before could not be looked for'))

  return {
    port,
    thumbprint: key.thumbprint,
    async close() {
      await door.close()
      unfollow()
      pages.clear()
      await runner.close()
      signOn.close()
      await Promise.all([deliveries.close(), wait.close()])
      await Promise.all([spool.settled(), store.settled()])
      await lock.release()
    },
  }
}

/** A spool that was full goes on when so much of it is free again. */
const roomAt = 0.9
