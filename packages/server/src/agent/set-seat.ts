import { accepted, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import { endWork } from '../sign-on/end-work.ts'
import { findEnd } from '../sign-on/find-end.ts'
import { findOccupant } from '../sign-on/find-occupant.ts'
import { chooseSeat } from '../sign-on/seat.ts'
import type { Handlers } from '../use-case.ts'
import { commandAgent } from './command-agent.ts'
import { showAgent } from './show-agent.ts'

/**
 * Moves an agent at work to another seat: as a sign-in on it would, without a password, since the session is live.
 * State and interactions stay; whoever else works on the extension is signed out (spec SI35).
 */
export function createSetSeat(deps: Deps, settings: TenantSettings): Handlers['setSeat'] {
  return async ({ caller: { tenantId, member, session }, body }) => {
    const { rules, media: all } = await settings.houseOf(tenantId, { userId: member.id, role: member.role })
    const media = body.media ?? all
    if (!media.every((id) => all.includes(id))) return refused('agent.medium', { field: 'media' })
    return deps.store.tenant(tenantId).transact(async (tx) => {
      const meta = { at: deps.clock.now(), by: member.id }
      const ended = await findEnd(tx, session.id)
      if (ended) return { ok: false, refusal: ended }
      const working = (await tx.get('agents', { userId: member.id }))?.agent
      const seat = await chooseSeat(tx, body, member, working)
      if (!seat.ok) return seat
      const occupant = await findOccupant(tx, seat.value.extension, member.id)
      if (occupant) await endWork(tx, occupant.userId, 'extensionTaken', meta)
      const command = { type: 'signIn', sessionId: session.id, media, ...seat.value } as const
      const seated = await commandAgent(tx, member.id, command, rules, meta)
      return seated.ok ? accepted({ document: showAgent(seated.value) }) : seated
    })
  }
}
