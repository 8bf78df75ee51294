import type { Recording } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { Hub } from '../feed/hub.ts'
import { isRecorderOf } from './belongs-to.ts'
import { findTicket } from './find-ticket.ts'
import type { TokenRecorder } from './recorder-token.ts'

/** How long a recorder is let wait (spec RC16). */
const longestMs = 25_000
/** One node holds so many at most; who comes then is told to come later. */
const mostWaiting = 20_000

/** Recorders that nobody is signed in on, waiting for their agent's call (spec RC16). */
export interface WaitingRoom {
  /** A ticket, or null after 25 s. `full`: no room. `onLeave` is handed what ends the wait early. */
  wait(recorder: TokenRecorder, onLeave: (leave: () => void) => void): Promise<string | null | 'full'>
  /** Lets all go, and everyone who comes from now on at once. */
  close(): void
}

type Waiter = { readonly end: (ticket: string | null) => void; readonly look: (recording?: Recording) => void }

/** A room of one node: the feed wakes those whom a recording concerns, whichever node it was asked for on. */
export function createWaitingRoom(
  deps: Deps,
  hub: Pick<Hub, 'onEvent'>,
  onFault: (error: unknown) => void,
  most = mostWaiting,
): WaitingRoom {
  const tenants = new Map<string, Map<string, Waiter>>()
  let count = 0
  let isClosed = false

  hub.onEvent((tenantId, event) => {
    if (event.kind === 'recorder.revoked') tenants.get(tenantId)?.get(event.data.recorderId)?.end(null)
    if (event.kind !== 'recording.asked') return
    for (const waiter of tenants.get(tenantId)?.values() ?? []) waiter.look(event.data.recording)
  })

  function enter({ tenantId, recorderId }: TokenRecorder, waiter: Waiter): () => void {
    const there = tenants.get(tenantId) ?? new Map<string, Waiter>()
    tenants.set(tenantId, there)
    // A recorder asks once at a time: its line was cut without our knowing.
    there.get(recorderId)?.end(null)
    there.set(recorderId, waiter)
    count += 1
    return () => {
      count -= 1
      if (there.get(recorderId) === waiter) there.delete(recorderId)
    }
  }

  return {
    async wait(recorder, onLeave) {
      if (isClosed) return null
      if (count >= most) return 'full'
      const row = await deps.store.tenant(recorder.tenantId).get('recorders', { id: recorder.recorderId })
      if (row === undefined) return null
      const { promise, resolve } = Promise.withResolvers<string | null>()
      let isOver = false
      let turn = Promise.resolve()
      const end = (ticket: string | null) => {
        if (isOver) return
        isOver = true
        leave()
        cancel()
        resolve(ticket)
      }
      // One look after another, so that no second ticket is made beside the first.
      const look = (recording?: Recording) => {
        if (recording && !isRecorderOf(row, recording)) return
        turn = turn
          .then(async () => {
            const ticket = isOver ? null : await findTicket(deps, recorder.tenantId, row, recording)
            if (ticket !== null) end(ticket)
          })
          .catch(onFault)
      }
      const leave = enter(recorder, { end, look })
      const cancel = deps.clock.after(longestMs, () => end(null))
      onLeave(() => end(null))
      if (isClosed) end(null)
      // What was asked for before it came.
      look()
      return promise
    },
    close() {
      isClosed = true
      for (const there of tenants.values()) for (const { end } of [...there.values()]) end(null)
    },
  }
}
