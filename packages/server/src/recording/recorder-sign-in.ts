import { accepted, recorderApplication, refused } from '@hotseat/core'
import type { RecorderSignInBody } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import { type Device, parseDeviceKey } from '../sign-on/device-key.ts'
import { openSession } from '../sign-on/open-session.ts'
import { findTenantId, hashToken } from '../sign-on/tokens.ts'
import type { TenantReader } from '../store/store.ts'
import type { SessionRow } from '../store/tables.ts'
import type { Handlers, RequestFacts } from '../use-case.ts'
import { isRevoked } from './recorders.ts'
import { rememberRecorder } from './remember-recorder.ts'

/** One and the same, whatever is wrong (spec RC12). */
const noTicket = () => refused('recorder.ticket')

/**
 * Signs a recorder in by a ticket and a proof of its key, for the work of the agent whose session asked for it: no password, no
 * lockout, no longer lifetime (spec RC11, S-23, S-41). One unit of work; the ticket is gone with it.
 */
export function createRecorderSignIn(deps: Deps, settings: TenantSettings): Handlers['recorderSignIn'] {
  return async ({ body, facts }) => {
    const device = parseDeviceKey(body.deviceKey)
    const tenant = await deps.store.system.get('tenants', { id: findTenantId(body.ticket) ?? '' })
    if (!device || !tenant || tenant.suspendedAt !== null || !hasProof(deps, device, body, facts)) return noTicket()
    const store = deps.store.tenant(tenant.id)
    const found = await findSession(store, body.ticket, device, deps.clock.now())
    if (!found) return noTicket()
    const house = await settings.houseOf(tenant.id, { userId: found.userId, role: found.role })
    return store.transact(async (tx) => {
      const now = deps.clock.now()
      // Of two that came by one ticket the second finds none.
      const session = await findSession(tx, body.ticket, device, now)
      const member = session && (await tx.get('members', { id: session.userId }))
      const account = session && (await tx.system.get('accounts', { id: session.userId }))
      if (!session || member?.disabledAt !== null || !account || (await isRevoked(tx, device.id))) return noTicket()
      tx.remove('recorderTickets', { hash: hashToken(body.ticket) })
      const opened = await openSession(
        deps,
        tx,
        {
          ...{ member, account, house, device, facts },
          ...{ subId: '', credential: 'bearer', wish: {}, application: recorderApplication, takeOver: true },
          ...{ authenticatedAt: session.authenticatedAt, expiresAt: session.expiresAt, activeAt: session.activeAt },
          browser: undefined,
        },
        { at: now, by: member.id },
      )
      if (!opened.ok) return noTicket()
      await rememberRecorder(tx, { device, userId: member.id, place: body.place, version: body.version }, now)
      return accepted(opened.value.answer)
    })
  }
}

/** Whether whoever asks holds the private key now: a signature over this server, ticket and a challenge of the last minute. */
function hasProof(
  { challenges, signatures }: Pick<Deps, 'challenges' | 'signatures'>,
  device: Device,
  { ticket, challenge, signature }: RecorderSignInBody,
  { origin }: Pick<RequestFacts, 'origin'>,
): boolean {
  const message = `hotseat-recorder\n${origin}\n${ticket}\n${challenge}`
  return challenges.check(challenge) && signatures.verify(device.key, message, signature)
}

/** The live session of a ticket that counts for this key; undefined when it does not. */
async function findSession(
  rows: Pick<TenantReader, 'get'>,
  ticket: string,
  { id }: Device,
  now: number,
): Promise<SessionRow | undefined> {
  const row = await rows.get('recorderTickets', { hash: hashToken(ticket) })
  if (!row || row.recorderId !== id || row.expiresAt <= now) return undefined
  const session = await rows.get('sessions', { id: row.sessionId })
  return session?.endedAt === null && session.expiresAt > now ? session : undefined
}
