import type { Result } from '@hotseat/core'
import { ChatAnonymousBody, ChatConfigQuery, ChatLoginBody, type ChatSessionDocument } from '@hotseat/protocol'
import type { FastifyRequest } from 'fastify'
import { createAnonymousLogin } from '../../chat/anonymous-login.ts'
import { createCustomerLogin } from '../../chat/customer-login.ts'
import { createCustomerLogout } from '../../chat/customer-logout.ts'
import type { CustomerStates } from '../../chat/customer-state.ts'
import { findChatProject } from '../../chat/find-chat-project.ts'
import type { CustomerSignedIn } from '../../chat/open-customer-session.ts'
import { Refused } from '../../http/problem.ts'
import type { VendorRoute } from '../adapter.ts'
import { createBodyReader } from '../read-body.ts'
import { createQueryReader } from '../read-query.ts'
import type { Admit } from './admit.ts'
import type { ChatApiParts } from './chat-api-parts.ts'
import type { ChatBounds } from './chat-bounds.ts'
import { originOf } from './cors.ts'

/** How a customer comes in and goes. */
export function loginRoutes(
  parts: ChatApiParts,
  { admit, states, bounds }: { admit: Admit; states: CustomerStates; bounds: ChatBounds },
): readonly VendorRoute[] {
  const { deps, settings, signer } = parts
  const login = createCustomerLogin(deps, settings, bounds.login, signer)
  const anonymous = createAnonymousLogin(deps, settings)
  const logout = createCustomerLogout(deps)
  const readConfig = createQueryReader(ChatConfigQuery)
  const readLogin = createBodyReader(ChatLoginBody)
  const readAnonymous = createBodyReader(ChatAnonymousBody)

  async function show(outcome: Result<CustomerSignedIn>, { socket }: FastifyRequest): Promise<ChatSessionDocument> {
    if (!outcome.ok) throw new Refused(outcome.refusal)
    const { token, caller } = outcome.value
    // Anybody can be a guest; whom a site speaks for nobody else can.
    if (caller.customer.verified) parts.vouch(socket.remoteAddress ?? '')
    const state = await states.read(caller, {})
    return { session: { token, expiresAt: caller.session.expiresAt, now: deps.clock.now() }, state }
  }

  return [
    {
      method: 'GET',
      path: '/chat/v1/config',
      async handle({ query, headers }) {
        const found = await findChatProject(deps, { ...readConfig(query), origin: originOf(headers, parts) })
        if (!found.ok) throw new Refused(found.refusal)
        const { name, autoLogin, anonymous } = found.value
        return { name, autoLogin, anonymous }
      },
    },
    {
      method: 'POST',
      path: '/chat/v1/login',
      body: ChatLoginBody,
      readsBody: true,
      handle: async (request, body) =>
        show(await login({ ...readLogin(body), origin: originOf(request.headers, parts) }), request),
    },
    {
      method: 'POST',
      path: '/chat/v1/anonymous',
      body: ChatAnonymousBody,
      readsBody: true,
      async handle(request, body) {
        bounds.guest(request.ip)
        return show(await anonymous({ ...readAnonymous(body), origin: originOf(request.headers, parts) }), request)
      },
    },
    {
      method: 'POST',
      path: '/chat/v1/logout',
      async handle(request) {
        await logout(await admit(request))
        return { done: true }
      },
    },
  ]
}
