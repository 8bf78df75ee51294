import { mayDo, type Result, refused } from '@hotseat/core'
import { type AnswerOf, type Operation, type OperationName, type Operations, operations } from '@hotseat/protocol'
import type { Denials } from '../http/denials.ts'
import type { FloodGate } from '../http/flood-gate.ts'
import { createRequestParser } from '../http/validation.ts'
import { isRecorder } from '../sign-on/live-sessions-of.ts'
import type { Answer, Call, Caller, Handlers, RequestFacts } from '../use-case.ts'
import type { PasswordDoor } from './password-door.ts'

/** What a call brings besides the caller: parts that its schemas have not read yet. */
export type Input = { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown }

/**
 * Runs a use case for an adapter, as the native API would: the role may, the second factor is there, and the parts fit
 * the operation's schemas (spec CP1); a flood of passwords is refused as there (spec CP8). Throws `Refused` for parts that do
 * not fit.
 */
export type Perform = <N extends OperationName>(
  name: N,
  caller: Caller | null,
  input: Input,
  facts: RequestFacts,
) => Promise<Result<Answer<AnswerOf<Operations[N]>>>>

export function createPerform(handlers: Handlers, denials: Denials, floodGate: FloodGate, door: PasswordDoor): Perform {
  const parsers = new Map<OperationName, ReturnType<typeof createRequestParser>>()
  const parserOf = (name: OperationName) => {
    const parser = parsers.get(name) ?? createRequestParser(operations[name])
    parsers.set(name, parser)
    return parser
  }

  return async (name, caller, { params = {}, query = {}, body }, facts) => {
    const row: Operation = operations[name]
    const denial = row.access === 'anyone' ? null : await denialOf(row, caller, facts)
    if (denial !== null) return denial
    if (row.passwords && !door.isOpen()) throw new Error(`${name} is not for a route that is not on the lockout's list (S-12)`)
    const flood = floodGate.enter(name, facts.address)
    if (flood !== null) return { ok: false, refusal: flood }
    const parts = parserOf(name)({ params, query, body })
    // The parts were read by the schemas of this very row, and there is a caller exactly when its access asks for one.
    const call = { ...parts, facts, caller: row.access === 'anyone' ? null : caller } as Call<typeof name>
    return handlers[name](call)
  }

  async function denialOf(row: Operation, caller: Caller | null, facts: RequestFacts): Promise<Result<never> | null> {
    if (caller === null) return refused('session.missing')
    if (row.access !== 'session' && row.access !== 'anyone' && !mayDo(caller.member.role, row.access)) {
      await denials.record(row, caller, facts)
      return refused('permission.denied')
    }
    if (isRecorder(caller.session) && row.forRecorders !== true) return refused('permission.denied')
    return caller.mustEnrol && row.beforeSecondFactor !== true ? refused('session.enrolSecondFactor') : null
  }
}
