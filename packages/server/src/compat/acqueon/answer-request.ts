import { accepted, type Result } from '@hotseat/core'
import type { Caller } from '../../use-case.ts'
import type { AdapterParts } from '../adapter.ts'
import { showCalls } from './call-messages.ts'
import { mainStatusOf, readDeskFacts } from './desk-facts.ts'
import { type BusEvent, eventOf } from './envelope.ts'
import { type KnownRequest, reasonCodeOf } from './requests.ts'
import type { Origin } from './sign-in.ts'
import { showAppState } from './sign-in-events.ts'

type Request = Exclude<KnownRequest, { name: 'Registration/Register' | 'Agent/SetUserInfo' }>
type Outcome = Promise<Result<readonly BusEvent[]>>

const nothing = accepted<readonly BusEvent[]>([])

/**
 * Carries out what a signed-in client asks. A change has no answer: its event comes by the feed, as every other way's does
 * (spec AQ20).
 */
export async function answerRequest(parts: AdapterParts, from: Origin, caller: Caller, request: Request): Outcome {
  switch (request.name) {
    case 'Agent/SetReadyState':
      return setState(parts, from, caller, 'READY', request.data.mrdId, null)
    case 'Agent/SetNotReadyState':
      return setState(parts, from, caller, 'NOT_READY', request.data.mrdId, reasonCodeOf(request.data))
    case 'Connection/Logout':
      return signOut(parts, from, caller, reasonCodeOf(request.data))
    case 'General/GetAppState':
    case 'Call/GetAppState':
      return accepted([eventOf('General/GetAppState', showAppState(await readDeskFacts(parts, caller)))])
    case 'Call/GetCallState':
      return accepted([eventOf('Call/CallsStateChange', showCalls(await readDeskFacts(parts, caller), false))])
  }
}

/** Pages send the code of the vendor's sample, whatever the tenant's list has: an unknown one keeps nobody in (spec AQ27). */
async function signOut(parts: AdapterParts, from: Origin, caller: Caller, given: number | null): Outcome {
  const store = parts.deps.store.tenant(caller.tenantId)
  const reason = given === null ? undefined : await store.get('reasonCodes', { id: `LOGOUT:${given}` })
  const body = { whenNotReady: true, ...(reason?.disabledAt === null && { reasonCode: reason.code }) }
  const done = await parts.perform('signOut', caller, { body }, from.facts)
  return done.ok ? nothing : done
}

async function setState(
  parts: AdapterParts,
  from: Origin,
  caller: Caller,
  state: 'READY' | 'NOT_READY',
  mrdId: string | undefined,
  reasonCode: number | null,
): Outcome {
  const { agent, media } = await readDeskFacts(parts, caller)
  const medium = mrdId ?? (agent && mainStatusOf(agent, media)?.medium) ?? media[0]?.id ?? ''
  const body = { medium, state, ...(reasonCode !== null && { reasonCode }) }
  const done = await parts.perform('setState', caller, { body }, from.facts)
  return done.ok ? nothing : done
}
