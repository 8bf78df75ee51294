import { accepted, ownApplication, type Result, recorderApplication, refused, sessionExpiresAt } from '@hotseat/core'
import type { SignInBody } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import { isRevoked } from '../recording/recorders.ts'
import { rememberRecorder } from '../recording/remember-recorder.ts'
import type { Handlers, RequestFacts } from '../use-case.ts'
import { type Applicant, findApplicant } from './applicant.ts'
import { attemptKeyOf } from './attempt-key.ts'
import { type Attempts, findAttemptPolicy, type Permit } from './attempts.ts'
import { findBrowser } from './browser.ts'
import { createCheckOnly } from './check-only.ts'
import { checkSecondFactor, type FactorUse, isStillSo } from './check-second-factor.ts'
import { type Device, parseDeviceKey } from './device-key.ts'
import { findProvedDevice } from './device-proof.ts'
import { endReplaced } from './end-replaced.ts'
import { isSamePassword } from './is-same-password.ts'
import { type Opened, openSession } from './open-session.ts'
import { recordFailure, recordFoundBlock, tooLate } from './record-failure.ts'
import { renewHash } from './renew-hash.ts'
import { sourceKeyOf } from './source.ts'
import { verifyPassword } from './verify-password.ts'

/** A sign-in whose tenant is known by now. */
type NamedSignIn = SignInBody & { readonly tenant: string }
type Request = {
  readonly body: NamedSignIn
  readonly facts: RequestFacts
  readonly device: Device | null
  /** The device, if its key was proved. */
  readonly proved: Device | null
}

/**
 * Signs a person in by password: permit, verification outside any unit of work, then outcome and session in one (S-10).
 * Unknown, wrong, disabled, without a password and of another tenant are one and the same answer (S-07).
 */
export function createSignIn(deps: Deps, settings: TenantSettings, attempts: Attempts): Handlers['signIn'] {
  const checkOnly = createCheckOnly(deps, settings)
  return async ({ body: given, facts }) => {
    const { tenant } = given
    if (tenant === undefined) return refused('request.invalid', { field: 'tenant' })
    const body = { ...given, tenant }
    if (body.checkOnly) return checkOnly(body, facts)
    const { password } = body
    if (password === undefined) return refused('request.invalid', { field: 'password' })
    if (body.credential !== 'bearer' && !facts.sameOrigin) return refused('request.invalid', { field: 'credential' })
    const device = body.deviceKey ? parseDeviceKey(body.deviceKey) : null
    if (body.deviceKey && !device) return refused('signIn.deviceKey', { field: 'deviceKey' })
    if (body.deviceProof && !device) return refused('request.invalid', { field: 'deviceProof' })

    const proved = findProvedDevice(deps, device, body, facts)
    const applicant = await findApplicant(deps.store, { tenantId: body.tenant, username: body.username, device: proved })
    const failure = failureOf(applicant, facts)
    const taken = await attempts.take(await guessOf(deps, settings, applicant, { body, facts, device }))
    if (!taken.ok) {
      await recordFoundBlock(deps, failure, taken.newBlockUntil)
      return taken
    }
    const { permit } = taken
    const verified = await verifyPassword({ hasher: deps.hasher, attempts }, permit, applicant.passwordHash, password)
    if (!verified.fits) {
      await recordFailure(deps, attempts, permit, failure)
      return refused('signIn.credentials')
    }
    const factor = checkSecondFactor(deps, applicant.account, body.oneTimeCode)
    if (!factor.ok && factor.refusal.code !== 'signIn.secondFactorWrong') {
      // The password was right and no code was looked at: neither a failure nor a success (spec MF2).
      await attempts.release(permit)
      return factor
    }
    const request = { body, facts, device, proved }
    const opened = factor.ok
      ? await attempts.settlingRight(permit, () => admit(deps, settings, attempts, permit, applicant, factor.value, request))
      : factor
    if (!opened.ok && opened.refusal.code === 'signIn.secondFactorWrong')
      await recordFailure(deps, attempts, permit, { ...failure, cause: 'secondFactor' })
    if (!opened.ok) return opened
    if (verified.outdated) await renewHash(deps, applicant, password)
    await endReplaced(deps, opened.value.replaced)
    return accepted(opened.value.answer)
  }
}

/** The right password and, where there is one, the right code: clears the failures and opens the session. */
async function admit(
  deps: Deps,
  settings: TenantSettings,
  attempts: Attempts,
  permit: Permit,
  { tenant, member: found, account: verified }: Applicant,
  factor: FactorUse,
  { body, facts, device, proved }: Request,
): Promise<Result<Opened>> {
  if (!tenant || !found) return refused('signIn.credentials')
  const house = await settings.houseOf(tenant.id, { userId: found.id, role: found.role })
  return deps.store.tenant(tenant.id).transact(async (tx) => {
    const now = deps.clock.now()
    const account = await tx.system.get('accounts', { id: found.id })
    // Of two sign-ins with one code the second finds it used; its permit is settled as a failure (spec MF3).
    if (account && !isStillSo(account, factor)) return refused('signIn.secondFactorWrong')
    const settlement = await attempts.settle(tx.system, permit, true)
    if (settlement.late) return { ok: false, refusal: tooLate(settlement.counter.blockedUntil, now) }
    // Somebody may have changed the password, or disabled the person, while this one was verified.
    const member = await tx.get('members', { id: found.id })
    if (!account || member?.disabledAt !== null || !isSamePassword(verified, account)) return refused('signIn.credentials')
    const application = facts.application ?? body.application ?? ownApplication
    if (application === recorderApplication && device && (await isRevoked(tx, device.id))) return refused('recorder.token')
    const opened = await openSession(
      deps,
      tx,
      {
        member,
        account,
        house,
        device,
        subId: body.subId ?? facts.subId,
        credential: body.credential ?? 'cookie',
        wish: body,
        application,
        takeOver: body.takeOver ?? false,
        authenticatedAt: now,
        expiresAt: sessionExpiresAt(now, house.preferences['session.lifetimeMs']),
        browser: await findBrowser(tx.system, facts.browserToken),
        facts,
      },
      { at: now, by: member.id },
    )
    if (opened.ok && proved && application === recorderApplication) {
      const version = facts.userAgent.slice(0, 64)
      await rememberRecorder(tx, { device: proved, userId: member.id, place: body.place, version }, now)
    }
    // A sign-in that is refused for its seat is tried again with the same code.
    if (opened.ok && factor) tx.system.put('accounts', { ...account, secondFactor: factor.after })
    return opened
  })
}

async function guessOf(
  { secrets }: Deps,
  settings: TenantSettings,
  { tenant, member, account, username, isKnownDevice }: Applicant,
  { body, facts, device }: Pick<Request, 'body' | 'facts' | 'device'>,
) {
  const deviceId = isKnownDevice && device ? device.id : null
  return {
    key: attemptKeyOf(
      secrets,
      member ? { kind: 'account', userId: member.id, deviceId } : { kind: 'unknown', tenantId: body.tenant, username },
    ),
    sourceKey: isKnownDevice ? null : sourceKeyOf(secrets, facts.address),
    policy: await findAttemptPolicy(settings, tenant?.id ?? '', account),
  }
}

function failureOf({ tenant, member, username }: Applicant, { address }: RequestFacts) {
  return { tenantId: tenant?.id ?? null, userId: member?.id ?? null, username, address }
}
