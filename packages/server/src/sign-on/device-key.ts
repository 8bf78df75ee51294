import { createHash, createPublicKey } from 'node:crypto'
import type { JsonWebKey } from '../ports.ts'

/** A device key and its RFC 7638 thumbprint, by which the device is known. */
export type Device = { readonly key: JsonWebKey; readonly id: string }

/** Reads a public P-256 key; null when the coordinates are no point of the curve, so that nothing could ever be signed by it. */
export function parseDeviceKey(input: { readonly x: string; readonly y: string }): Device | null {
  const key = { kty: 'EC', crv: 'P-256', x: input.x, y: input.y } as const
  try {
    createPublicKey({ key, format: 'jwk' })
  } catch {
    return null
  }
  const canonical = JSON.stringify({ crv: key.crv, kty: key.kty, x: key.x, y: key.y })
  return { key, id: createHash('sha256').update(canonical).digest('base64url') }
}
