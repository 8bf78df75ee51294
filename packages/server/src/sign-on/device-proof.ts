import type { SignInBody } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { RequestFacts } from '../use-case.ts'
import type { Device } from './device-key.ts'

/**
 * The device, if whoever signs in holds its private key now: a signature over this page, tenant, name and key and a
 * challenge of the last minute (spec SI18). Else null. Only what the request brings is looked at, and all of it, so that
 * neither answer nor time tells who has signed in where.
 */
export function findProvedDevice(
  { challenges, signatures }: Pick<Deps, 'challenges' | 'signatures'>,
  device: Device | null,
  { tenant, username, deviceProof }: Pick<SignInBody, 'tenant' | 'username' | 'deviceProof'>,
  { origin, typedName }: Pick<RequestFacts, 'origin' | 'typedName'>,
): Device | null {
  if (device === null || deviceProof === undefined) return null
  const { challenge, signature } = deviceProof
  const [place, name] = typedName === undefined ? [tenant, username] : ['', typedName]
  // Origin, tenant, key and challenge have no line breaks, so a name that has some cannot pass for another text.
  const message = `hotseat-sign-in\n${origin}\n${place}\n${name}\n${device.id}\n${challenge}`
  const fits = signatures.verify(device.key, message, signature)
  return challenges.check(challenge) && fits ? device : null
}
