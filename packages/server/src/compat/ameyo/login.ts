import type { FastifyRequest } from 'fastify'
import { Refused } from '../../http/problem.ts'
import type { AdapterParts, VendorRoute } from '../adapter.ts'
import { requireAnswer } from '../require-answer.ts'
import { requireOwnPage } from './admit.ts'
import { findLastSession } from './find-last-session.ts'
import type { Jwts } from './jwt.ts'
import { showLogin } from './login-answer.ts'
import { LoginBody } from './login-body.ts'

/** No tenant can have this id: whoever names none is told what everybody with a wrong name is told. */
const noTenant = '*'

/** `POST userLogin/login`: a sign-in by password, with `forceLogin` in the place of whoever is signed in as the same user. */
export function loginRoute(parts: AdapterParts, jwts: Jwts): VendorRoute {
  const { perform, callers, leases, deps } = parts

  async function login(request: FastifyRequest, body: LoginBody) {
    const facts = requireOwnPage(request, parts)
    const named = body.domain
      ? { tenant: body.domain, username: body.userId }
      : await parts.findNamedUser(body.userId, request.hostname)
    const oneTimeCode = body.properties?.oneTimeCode
    const document = requireAnswer(
      await perform(
        'signIn',
        null,
        {
          body: {
            ...(named ?? { tenant: noTenant, username: body.userId }),
            password: body.token,
            credential: 'bearer',
            takeOver: body.forceLogin ?? false,
            ...(oneTimeCode && { oneTimeCode }),
          },
        },
        facts,
      ),
    )
    const { accessToken, user, session, offset } = document
    if (accessToken === undefined) throw new Refused({ code: 'server.internal', detail: 'a sign-in without a token' })
    // A client that just signed in is there, also before its first keep-alive.
    const found = await callers.find({ accessToken: accessToken.value, browserToken: null, subId: '' })
    if (found.ok && !found.value.mustEnrol) await leases.renew(found.value)
    return showLogin({
      body,
      document,
      address: facts.address,
      userAgent: facts.userAgent,
      jwt: jwts.issue({
        sub: user.username,
        sessionId: session.id,
        exp: Math.floor(accessToken.expiresAt / 1_000),
        offset,
        accessToken: accessToken.value,
      }),
      expiryMs: accessToken.expiresAt - deps.clock.now(),
      last: await findLastSession(deps.store, user.tenant, user.id),
    })
  }

  return {
    method: 'POST',
    path: '/ameyorestapi/userLogin/login',
    body: LoginBody,
    verifiesPassword: true,
    // The body was checked by this very schema.
    handle: (request, body) => login(request, body as LoginBody),
  }
}
