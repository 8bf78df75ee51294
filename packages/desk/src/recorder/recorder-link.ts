/** What the browser says about speaking to loopback; `unknown`: it has no such permission, so it is tried. */
export type Leave = 'granted' | 'prompt' | 'denied' | 'unknown'

/** What a recorder tells a page: its name, who is signed in on it, and whether it captures now. */
export type RecorderStatus = {
  /** The thumbprint of its key: whom a ticket is for. */
  readonly recorder: string
  readonly signedIn: string | null
  readonly recording: 'no' | 'running' | 'paused'
  /** What was recorded and could not be sent fills the space that it may have. */
  readonly isNearlyFull?: true
}

/** Why the recorder did not do it: nobody answers, it does not serve this page, it could not reach the server. */
export type LinkFailure = 'absent' | 'refused' | 'noServer'

/**
 * Where this desk and the recorder of its machine stand. `unwanted`: nobody here may be recorded, and loopback is never touched. `prompt`: the
 * browser would ask, so the person is told first. `lost`: it was there, and does not answer any more.
 */
export type LinkState =
  | { readonly kind: 'unwanted' }
  | {
      readonly kind: 'asking'
      readonly username: string
      readonly step: 'leave' | 'status' | 'signIn'
      readonly wasOver: boolean
    }
  | { readonly kind: 'prompt'; readonly username: string }
  | { readonly kind: 'denied'; readonly username: string }
  | { readonly kind: 'absent'; readonly username: string }
  | { readonly kind: 'refused'; readonly username: string }
  | { readonly kind: 'noServer'; readonly username: string }
  | { readonly kind: 'lost'; readonly username: string; readonly tries: number }
  | { readonly kind: 'wrongPerson'; readonly username: string; readonly who: string }
  | ({ readonly kind: 'signedIn'; readonly username: string } & Pick<RecorderStatus, 'recording' | 'isNearlyFull'>)

export type LinkInput =
  /** Somebody who may be recorded works here. */
  | { readonly type: 'wanted'; readonly username: string }
  | { readonly type: 'unwanted' }
  | { readonly type: 'leaveRead'; readonly leave: Leave }
  /** The person asked for it, knowing what for. */
  | { readonly type: 'connectAsked' }
  | { readonly type: 'statusRead'; readonly status: RecorderStatus }
  | { readonly type: 'signedIn'; readonly status: RecorderStatus }
  | { readonly type: 'pinged'; readonly status: RecorderStatus }
  /** The lease or the recorder's session is over. */
  | { readonly type: 'pingRefused' }
  /** `leave`: what the browser says after it. */
  | { readonly type: 'failed'; readonly failure: LinkFailure; readonly leave: Leave }
  | { readonly type: 'waited' }
  /** Something happened that the recorder may know of: the connection is back, a recording began. */
  | { readonly type: 'stirred' }

/** What is to be done; it ends what was under way before. */
export type LinkEffect =
  | { readonly type: 'readLeave' }
  /** `isAsked`: the browser has a question for the person first. */
  | { readonly type: 'readStatus'; readonly isAsked: boolean }
  | { readonly type: 'signIn'; readonly recorder: string }
  | { readonly type: 'ping' }
  | { readonly type: 'wait'; readonly ms: number }
  /** Tells the recorder that nobody is signed in here any more; nobody waits for the answer. */
  | { readonly type: 'signOut' }

export type LinkStep = readonly [state: LinkState, effects: readonly LinkEffect[]]

/** A third of the lease of 60 s (spec LB15) may be lost, and another ping is in time. */
export const pingEveryMs = 25_000
/** How long until somebody who may have started the recorder is asked again. */
export const lookAgainMs = 60_000
const firstRetryMs = 2_000

export const unwanted: LinkState = { kind: 'unwanted' }

/** The sign-in of the recorder beside that of the desk, as a machine without clock or network (spec DKR1 to DKR7). */
export function stepLink(state: LinkState, input: LinkInput): LinkStep {
  if (input.type === 'unwanted') return state.kind === 'unwanted' ? [state, []] : [unwanted, [{ type: 'signOut' }]]
  if (input.type === 'wanted') return onWanted(state, input.username)
  if (state.kind === 'unwanted') return [state, []]
  switch (input.type) {
    case 'leaveRead':
      return onLeave(state, input.leave)
    case 'connectAsked':
      // Who was refused the leave may have got it meanwhile.
      return ask(state.username, state.kind === 'denied' ? 'leave' : 'status', { isAsked: state.kind === 'prompt' })
    case 'statusRead':
      return onStatus(state, input.status)
    case 'signedIn':
    case 'pinged':
      return [signedIn(state.username, input.status), [{ type: 'wait', ms: pingEveryMs }]]
    case 'pingRefused':
      return ask(state.username, 'status', { wasOver: true })
    case 'failed':
      return onFailed(state, input.failure, input.leave)
    case 'waited':
      return goOn(state)
    case 'stirred':
      return state.kind === 'asking' ? [state, []] : goOn(state)
  }
}

type Wanted = Exclude<LinkState, { readonly kind: 'unwanted' }>

function ask(username: string, step: 'leave' | 'status', { wasOver = false, isAsked = false } = {}): LinkStep {
  return [
    { kind: 'asking', username, step, wasOver },
    [step === 'leave' ? { type: 'readLeave' } : { type: 'readStatus', isAsked }],
  ]
}

function signedIn(username: string, { recording, isNearlyFull }: RecorderStatus): LinkState {
  return { kind: 'signedIn', username, recording, ...(isNearlyFull && { isNearlyFull }) }
}

function onWanted(state: LinkState, username: string): LinkStep {
  if (state.kind === 'unwanted') return ask(username, 'leave')
  if (state.username === username) return [state, []]
  const [next, effects] = ask(username, 'leave')
  return [next, [{ type: 'signOut' }, ...effects]]
}

/** The leave is read once at first, and told whenever it changes. */
function onLeave(state: Wanted, leave: Leave): LinkStep {
  const { username } = state
  if (leave === 'denied') return [{ kind: 'denied', username }, []]
  const isFirst = state.kind === 'asking' && state.step === 'leave'
  // That a question stands is no news to who waits for its answer; to everybody else the next call would be the question.
  if (leave === 'prompt') return state.kind === 'asking' && !isFirst ? [state, []] : [{ kind: 'prompt', username }, []]
  return isFirst || state.kind === 'prompt' || state.kind === 'denied' ? ask(username, 'status') : [state, []]
}

function onStatus(state: Wanted, status: RecorderStatus): LinkStep {
  const { username } = state
  const { signedIn, recorder } = status
  // Who signs in at this desk takes the recorder over; who lost it to somebody else does so only when they say so.
  const wasTaken = (state.kind === 'asking' && state.wasOver) || state.kind === 'wrongPerson'
  if (wasTaken && signedIn !== null && signedIn !== username)
    return [{ kind: 'wrongPerson', username, who: signedIn }, [{ type: 'wait', ms: lookAgainMs }]]
  return [{ kind: 'asking', username, step: 'signIn', wasOver: false }, [{ type: 'signIn', recorder }]]
}

function onFailed(state: Wanted, failure: LinkFailure, leave: Leave): LinkStep {
  const { username } = state
  if (leave === 'denied') return [{ kind: 'denied', username }, []]
  if (failure !== 'absent') return [{ kind: failure, username }, [{ type: 'wait', ms: lookAgainMs }]]
  // The question was closed without an answer, so it is the person's turn again.
  if (leave === 'prompt' && state.kind === 'asking') return [{ kind: 'prompt', username }, []]
  if (state.kind !== 'signedIn' && state.kind !== 'lost')
    return [{ kind: 'absent', username }, [{ type: 'wait', ms: lookAgainMs }]]
  const tries = state.kind === 'lost' ? state.tries + 1 : 0
  return [{ kind: 'lost', username, tries }, [{ type: 'wait', ms: Math.min(lookAgainMs, firstRetryMs * 2 ** tries) }]]
}

/** What is tried again while it still shows what it was. */
function goOn(state: Wanted): LinkStep {
  if (state.kind === 'signedIn') return [state, [{ type: 'ping' }]]
  if (state.kind === 'prompt' || state.kind === 'denied') return [state, []]
  return [state, [{ type: 'readStatus', isAsked: false }]]
}
