import { SignJWT } from 'jose'
import type { ShopCustomer } from './shop-customers.ts'

/**
 * What a shop's back end does for the chat, all of it: it says by a token of five minutes who its customer is, signed with the
 * project's secret key. The key never leaves the back end.
 */
export async function signChatToken(
  { name, email }: ShopCustomer,
  { kid, secret }: { readonly kid: string; readonly secret: string },
  now: number,
): Promise<string> {
  const seconds = Math.floor(now / 1_000)
  return new SignJWT({ email, displayName: name })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid })
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 300)
    .sign(new TextEncoder().encode(secret))
}
