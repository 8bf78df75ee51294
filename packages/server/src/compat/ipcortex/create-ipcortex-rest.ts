import type { CreateAdapter } from '../adapter.ts'
import { SignInBody, SignOutBody } from './auth-body.ts'
import { createCors } from './cors.ts'
import { refuse } from './errors.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'

/** IPCortex's REST sign-in and sign-out, with its cookie `Red60urne` (docs/apis/ipcortex.md). */
export const createIpcortexRest: CreateAdapter = (parts) => ({
  name: 'ipcortex',
  prefix: '/rest',
  routes: [
    {
      method: 'POST',
      path: '/rest/auth/',
      body: SignInBody,
      verifiesPassword: true,
      // Fastify has checked the body against this very schema.
      handle: (request, body, reply) => signIn(parts, request, body as SignInBody, reply),
    },
    {
      method: 'POST',
      path: '/rest/auth/logout',
      body: SignOutBody,
      handle: (request, _body, reply) => signOut(parts, request, reply),
    },
  ],
  refuse,
  ...createCors(parts),
})
