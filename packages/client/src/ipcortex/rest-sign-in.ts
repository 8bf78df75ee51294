import type { SignInBody } from '@hotseat/protocol'
import { introduce } from '../introduce.ts'
import { createKeeper } from '../keeper.ts'
import { isRecord } from '../parse-problem.ts'
import { createTransport } from '../transport.ts'
import type { World } from '../world.ts'
import { IpcortexError } from './errors.ts'
import { refusalsInEnglish } from './texts/en.ts'

/** What a person types. */
export type Typed = { readonly username: string; readonly password: string; readonly oneTimeCode?: string }

/**
 * Signs in over `POST /rest/auth/` and answers the session's token, which lives as long as the session: for contexts that
 * can keep no device key, and for pages that want the token.
 */
export async function restSignIn(world: World, origin: string, typed: Typed): Promise<string> {
  const device = await findDevice(world, origin, typed)
  const answer = await world
    .fetch(`${origin}/rest/auth/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'omit',
      body: JSON.stringify({ auth: { type: 'auth', ...typed, ...device } }),
    })
    .catch(() => {
      throw new IpcortexError('network.unreachable', 'The server could not be reached.')
    })
  const body = await answer.json().catch(() => null)
  const user = isRecord(body) && body.result === 'success' && isRecord(body.user) ? body.user : null
  if (typeof user?.session === 'string') return user.session
  const code = answer.headers.get('x-hotseat-code') ?? 'signIn.credentials'
  throw new IpcortexError(code, refusalsInEnglish[code] ?? 'The server did not let you in. Try again later.')
}

/** The session hangs on its token; the key is shown only so that a device that was here before comes in during a block (S-13). */
async function findDevice(world: World, origin: string, typed: Typed): Promise<Pick<SignInBody, 'deviceKey' | 'deviceProof'>> {
  const { subtle } = world
  const key = subtle && (await createKeeper(world, origin, '').deviceKey())
  if (subtle === null || key === null) return {}
  const nobody = { csrfToken: null, accessToken: null, subId: '' }
  const transport = createTransport(world, origin, 'bearer', () => nobody)
  return introduce({ transport, world, origin }, subtle, key, typed)
}
