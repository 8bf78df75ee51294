import type { AgentDocument, AnswerOf, OperationName, Operations } from '@hotseat/protocol'
import { HotseatError, type InputOf } from './hotseat.ts'
import { ownCalls } from './own-calls.ts'
import { isRecord } from './parse-problem.ts'
import type { Seat } from './seat.ts'

const retryMs = 300

/** One call of the native API. Its answer is taken into the session document where it is about it. */
export async function call<N extends OperationName>(seat: Seat, name: N, input: InputOf<N>): Promise<AnswerOf<Operations[N]>> {
  await seat.ready
  // A page tells what its person does (S-23); elsewhere a call is the only sign of one.
  if (seat.world.pageOrigin === null) seat.activity.mark()
  const offset = seat.holder.offset
  const request = () => callTwice(seat, name, input)
  const own = ownCalls[name]
  const answer = await (own === undefined ? request() : own(seat, input, request))
  // It ended every session; one without a feed is not told so by an event.
  if (name === 'confirmSecondFactor' && seat.driver.state.kind === 'signedOut') seat.holder.clear()
  // An event that came meanwhile is newer than the answer.
  if (isOwnWork(name) && isAgent(answer) && seat.holder.offset === offset) seat.holder.applyAgent(answer)
  return answer
}

/** Another tab may just have come back with a new cookie and token: one second try finds out (S-55). */
async function callTwice<N extends OperationName>(seat: Seat, name: N, input: InputOf<N>): Promise<AnswerOf<Operations[N]>> {
  const { transport, holder, driver, world } = seat
  try {
    return await transport.call(name, input)
  } catch (error) {
    if (!isStale(error) || holder.document === null) throw error
  }
  await new Promise<void>((resolve) => {
    world.clock.after(retryMs, resolve)
  })
  try {
    return await transport.call(name, input)
  } catch (error) {
    if (isStale(error) && holder.document !== null) {
      driver.tell({ type: 'sessionMissing', code: error.code })
      if (driver.state.kind === 'signedOut') holder.clear()
    }
    throw error
  }
}

function isStale(error: unknown): error is HotseatError {
  return error instanceof HotseatError && ['session.missing', 'session.ended', 'csrf.invalid'].includes(error.code)
}

function isOwnWork(name: OperationName): boolean {
  return name === 'setState' || name === 'cancelPending' || name === 'setCampaigns' || name === 'actOnInteraction'
}

function isAgent(answer: unknown): answer is AgentDocument {
  return isRecord(answer) && Array.isArray(answer.states) && Array.isArray(answer.campaigns)
}
