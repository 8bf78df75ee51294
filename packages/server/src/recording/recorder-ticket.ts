import { accepted, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { findEnd } from '../sign-on/find-end.ts'
import { createAccessToken, hashToken } from '../sign-on/tokens.ts'
import type { Transaction } from '../store/store.ts'
import type { Handlers } from '../use-case.ts'

/** How long a ticket counts (spec RC10, S-41). */
const lifetimeMs = 30_000
/** So many that are over are removed with each that is made, so that they never pile up. */
const sweep = 20

/** Gives an agent's session a ticket for the recorder of their machine, which the page hands over (spec RC10). */
export function createRecorderTicket(deps: Deps): Handlers['recorderTicket'] {
  return async ({ caller, body }) =>
    deps.store.tenant(caller.tenantId).transact(async (tx) => {
      const ended = await findEnd(tx, caller.session.id)
      if (ended) return { ok: false, refusal: ended }
      if (caller.session.expiresAt <= deps.clock.now()) return refused('session.missing')
      return accepted({ document: await makeTicket(deps, tx, caller.session.id, body.recorder) })
    })
}

/** A ticket that signs this recorder in for the work of this session; the store keeps its hash alone. */
export async function makeTicket(
  { random, clock }: Pick<Deps, 'random' | 'clock'>,
  tx: Transaction,
  sessionId: string,
  recorderId: string,
): Promise<{ ticket: string; expiresAt: number }> {
  const over = await tx.find('recorderTickets', { range: { column: 'expiresAt', to: clock.now() }, limit: sweep })
  for (const { hash } of over) tx.remove('recorderTickets', { hash })
  const ticket = createAccessToken(random, tx.tenantId)
  const expiresAt = clock.now() + lifetimeMs
  tx.put('recorderTickets', { hash: hashToken(ticket), sessionId, recorderId, expiresAt })
  return { ticket, expiresAt }
}
