import type { RecordingFailure } from '@hotseat/core'
import type { Logger } from 'pino'
import type { Clock, Random } from '../ports.ts'
import type { RecorderKey } from '../sign-on/recorder-key.ts'
import type { Spool } from '../spool/spool.ts'
import { createDelivery } from './delivery.ts'
import { createServerDoor, type ServerDoor } from './server-door.ts'

export type DeliveriesPorts = {
  readonly servers: readonly string[]
  readonly key: RecorderKey
  readonly spool: Spool
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
  readonly onRefused: (recordingId: string) => void
}

/** One delivery a server: one that is away keeps nothing from another. */
export function createDeliveries({ servers, key, ...ports }: DeliveriesPorts) {
  const doors = new Map<string, ServerDoor>()
  const doorOf = (server: string, tenant: string) => {
    const name = `${server} ${tenant}`
    const door = doors.get(name) ?? createServerDoor({ server, tenant }, key, ports.clock)
    doors.set(name, door)
    return door
  }
  // What belongs to a server that is no longer on the list goes to the first: the list may have got its new name.
  const homeOf = (server: string) => (servers.includes(server) ? server : servers[0])
  const all = new Map(
    servers.map((server) => [
      server,
      createDelivery({
        ...ports,
        server,
        isOwn: (recording) => homeOf(recording.server) === server,
        doorOf: (tenant) => doorOf(server, tenant),
      }),
    ]),
  )
  const each = [...all.values()]
  return {
    doorOf,
    wake() {
      for (const delivery of each) delivery.wake()
    },
    hurry() {
      for (const delivery of each) delivery.hurry()
    },
    reportFailed(home: { readonly server: string; readonly tenant: string }, recordingId: string, failure: RecordingFailure) {
      all.get(home.server)?.reportFailed(home.tenant, recordingId, failure)
    },
    close: () => Promise.all(each.map((delivery) => delivery.close())),
  }
}
