import { accepted, mayDo, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { findEnd } from '../sign-on/find-end.ts'
import type { Handlers } from '../use-case.ts'
import { commandRecording } from './command-recording.ts'

/** Pauses a recording or goes on with it: its agent, or who acts on the floor (spec RC6). To others there is none. */
export function createActOnRecording(deps: Deps): Handlers['actOnRecording'] {
  return async ({ caller: { tenantId, session, member }, params, body }) =>
    deps.store.tenant(tenantId).transact(async (tx) => {
      const ended = await findEnd(tx, session.id)
      if (ended) return { ok: false, refusal: ended }
      const recording = (await tx.get('recordings', { id: params.id }))?.recording
      if (!recording || (recording.userId !== member.id && !mayDo(member.role, 'floor.act'))) return refused('object.unknown')
      const meta = { at: deps.clock.now(), by: member.id }
      const done = await commandRecording(tx, recording, { type: body.action, by: member.id }, meta)
      return done.ok ? accepted({ document: { done: true } }) : done
    })
}
