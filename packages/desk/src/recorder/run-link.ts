import type { Clock } from '@hotseat/client'
import { type DoorAnswer, patienceMs, type RecorderDoor } from './recorder-door.ts'
import {
  type Leave,
  type LinkEffect,
  type LinkInput,
  type LinkState,
  type RecorderStatus,
  stepLink,
  unwanted,
} from './recorder-link.ts'

/** What the link needs of the page. */
export type LinkPorts = {
  readonly door: RecorderDoor
  readonly readLeave: () => Promise<Leave>
  /** A ticket of the server for this recorder; null: it could not be had. */
  readonly askTicket: (recorder: string) => Promise<string | null>
  /** Where the agent sits now. */
  readonly place: () => string | null
  /** The client's, so that a hidden page pings in time (spec DKR4). */
  readonly clock: Pick<Clock, 'after'>
}

/** The link to the recorder, running. */
export interface RunningLink {
  readonly state: LinkState
  tell(input: LinkInput): void
  subscribe(listener: () => void): () => void
  /** Stops asking and waiting; the recorder's session goes on until its lease is over. */
  close(): void
}

/** How long a person may take to answer the browser's question. */
export const questionMs = 120_000

/** Runs the machine: one thing is under way at a time, and what was asked before counts no more. The recorder's session is kept here and nowhere else. */
export function runLink({ door, readLeave, askTicket, place, clock }: LinkPorts): RunningLink {
  let state: LinkState = unwanted
  let session: string | null = null
  let round = 0
  let cancelWait: () => void = () => undefined
  const listeners = new Set<() => void>()

  function tell(input: LinkInput): void {
    const [next, effects] = stepLink(state, input)
    // Who is refused, or waits for the person, waits for nothing else any more.
    if (effects.length > 0 || next.kind !== state.kind) {
      round += 1
      cancelWait()
    }
    const isNews = next !== state
    state = next
    for (const effect of effects) start(effect, round)
    if (isNews) for (const listener of listeners) listener()
  }

  function start(effect: LinkEffect, own: number): void {
    if (effect.type === 'wait') {
      cancelWait = clock.after(effect.ms, () => tell({ type: 'waited' }))
      return
    }
    if (effect.type === 'signOut') {
      if (session !== null) door.signOut(session)
      session = null
      return
    }
    perform(effect, own).then(
      (input) => own === round && tell(input),
      () => own === round && tell({ type: 'failed', failure: 'absent', leave: 'unknown' }),
    )
  }

  async function perform(effect: Exclude<LinkEffect, { readonly type: 'wait' | 'signOut' }>, own: number): Promise<LinkInput> {
    switch (effect.type) {
      case 'readLeave':
        return { type: 'leaveRead', leave: await readLeave() }
      case 'readStatus':
        return readStatus('statusRead', effect.isAsked ? questionMs : patienceMs)
      case 'signIn':
        return signIn(effect.recorder, own)
      case 'ping':
        return ping()
    }
  }

  async function readStatus(type: 'statusRead' | 'signedIn' | 'pinged', withinMs = patienceMs): Promise<LinkInput> {
    const answer = await door.status(withinMs)
    return answer.kind === 'ok' ? { type, status: answer.value } : failed(answer)
  }

  async function signIn(recorder: string, own: number): Promise<LinkInput> {
    const ticket = await askTicket(recorder)
    if (ticket === null) return { type: 'failed', failure: 'noServer', leave: await readLeave() }
    if (own !== round) return { type: 'waited' }
    const answer = await door.signIn(ticket, place())
    if (answer.kind !== 'ok') return failed(answer)
    if (own !== round) {
      // Who signed out meanwhile leaves none behind. Who signs in anew takes this one over; its sign-out would end theirs.
      if (state.kind === 'unwanted') door.signOut(answer.value)
      return { type: 'waited' }
    }
    session = answer.value
    return readStatus('signedIn')
  }

  async function ping(): Promise<LinkInput> {
    if (session === null) return { type: 'pingRefused' }
    const answer = await door.ping(session)
    if (answer.kind === 'ok') return readStatus('pinged')
    if (answer.kind === 'refused') return { type: 'pingRefused' }
    return failed(answer)
  }

  async function failed(answer: Exclude<DoorAnswer<RecorderStatus>, { readonly kind: 'ok' }>): Promise<LinkInput> {
    const failure = answer.kind === 'absent' ? 'absent' : answer.http === 503 ? 'noServer' : 'refused'
    return { type: 'failed', failure, leave: await readLeave() }
  }

  return {
    get state() {
      return state
    },
    tell,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      round += 1
      cancelWait()
      listeners.clear()
      door.close()
    },
  }
}
