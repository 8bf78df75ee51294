import { accepted, checkPassword, normaliseUsername, type Refusal, type Result, refused } from '@hotseat/core'
import type { ActivateBody } from '@hotseat/protocol'
import type { Static } from 'typebox'
import { parsePersonName } from '../admin/person-name.ts'
import type { Deps } from '../deps.ts'
import { nobody, type TenantSettings } from '../preferences/tenant-settings.ts'
import type { Transaction } from '../store/store.ts'
import type { ActivationRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { endOutdatedSessions } from './end-outdated-sessions.ts'
import { createId, hashToken } from './tokens.ts'

type Body = Static<typeof ActivateBody>
/** Whose password is set: somebody who is there, or the first administrator who is to be made. */
type Person = { readonly userId: string; readonly username: string; readonly name: string; readonly tenantId: string }

/** Sets a password by a one-use secret (S-06); by the very first one also makes tenant and administrator (S-74). */
export function createActivate(deps: Deps, settings: TenantSettings): Handlers['activate'] {
  return async ({ body }) => {
    const hash = hashToken(body.secret)
    const known = await findActivation(deps, hash)
    if (!known) return refused('activation.invalid')
    const person = await findPerson(deps, known, body)
    if (!person.ok) return person
    const { tenantId, username, name } = person.value
    const preferences = await settings.preferencesOf(tenantId, nobody)
    const password = checkPassword(body.password, { minLength: preferences['passwords.minLength'], username, name })
    if (!password.ok) return password
    const passwordHash = await deps.hasher.hash(password.value)

    const refusal = await deps.store.tenant(tenantId).transact(async (tx): Promise<Refusal | null> => {
      const activation = await tx.system.get('activations', { hash })
      if (!activation || !isOpen(activation, deps.clock.now())) return { code: 'activation.invalid' }
      const now = deps.clock.now()
      tx.system.put('activations', { ...activation, usedAt: now })
      const made = activation.purpose === 'firstAdministrator' ? await makeFirst(tx, person.value, now) : null
      if (made) return made
      const account = await tx.system.get('accounts', { id: person.value.userId })
      if (!account) return { code: 'activation.invalid' }
      tx.system.put('accounts', { ...account, passwordHash, passwordChangedAt: now })
      const event = { kind: 'password.changed', userId: account.id, data: { by: account.id } } as const
      await tx.emit(event, { at: now, by: account.id })
      return null
    })
    if (refusal) return { ok: false, refusal }
    const account = await deps.store.system.get('accounts', { id: person.value.userId })
    if (account) await endOutdatedSessions(deps, account, account.passwordChangedAt)
    return accepted({ document: { tenant: tenantId, username } })
  }
}

async function findActivation({ store, clock }: Deps, hash: string): Promise<ActivationRow | undefined> {
  const activation = await store.system.get('activations', { hash })
  return activation && isOpen(activation, clock.now()) ? activation : undefined
}

function isOpen({ usedAt, expiresAt }: ActivationRow, now: number): boolean {
  return usedAt === null && expiresAt > now
}

async function findPerson(deps: Deps, activation: ActivationRow, body: Body): Promise<Result<Person>> {
  if (activation.purpose === 'firstAdministrator') return readFirst(deps, body)
  const { tenant, userId } = activation
  const member = tenant && userId ? await deps.store.tenant(tenant).get('members', { id: userId }) : undefined
  if (!tenant || !member || member.disabledAt !== null) return refused('activation.invalid')
  return accepted({ tenantId: tenant, userId: member.id, username: member.username, name: member.name })
}

function readFirst({ random }: Deps, { tenant, username, name }: Body): Result<Person> {
  if (tenant === undefined) return refused('request.invalid', { field: 'tenant' })
  if (username === undefined) return refused('request.invalid', { field: 'username' })
  const tidy = parsePersonName(name ?? '')
  if (tidy === null) return refused('request.invalid', { field: 'name' })
  return accepted({ tenantId: tenant, userId: createId(random), username: normaliseUsername(username), name: tidy })
}

/** The first tenant with its administrator. Refused once there is anybody, however the link came to be open still. */
async function makeFirst(tx: Transaction, { userId, username, name }: Person, now: number): Promise<Refusal | null> {
  if ((await tx.system.find('accounts', { limit: 1 })).length > 0) return { code: 'activation.invalid' }
  const { tenantId } = tx
  const role = 'administrator'
  if (!(await tx.system.get('tenants', { id: tenantId }))) {
    tx.system.put('tenants', { id: tenantId, name: tenantId, createdAt: now, suspendedAt: null })
    tx.put('media', { id: 'voice', name: 'Voice', maxDialogLimit: 1, position: 1 })
  }
  const bare = { email: null, passwordHash: null, passwordChangedAt: now, secondFactor: null }
  tx.system.put('accounts', { id: userId, ...bare, tenants: [tenantId] })
  tx.put('members', { id: userId, username, name, role, extension: null, campaigns: [], disabledAt: null, createdAt: now })
  await tx.emit({ kind: 'user.created', userId, data: { username, name, role } }, { at: now, by: null })
  return null
}
