import { demoPassword } from '../../src/demo/seed-demo.ts'
import { call } from './native.ts'
import { documentOf, type Vendor, type VendorSession } from './vendor.ts'

type Login = { readonly result: string; readonly user?: { readonly session: string } }
type Document = { readonly agent: { readonly states: readonly { readonly state: string }[] } }

/** IPCortex's REST sign-in. The page-side library works with the session's token on the native API; so does this client. */
export const ipcortex: Vendor = {
  name: 'ipcortex',
  async signIn(url, username, password = demoPassword) {
    const answer = await post(url, '/rest/auth/', { type: 'auth', username, password })
    if (answer.status === 429) return null
    const { user } = await documentOf<Login>(answer)
    return user === undefined ? null : sessionOf(url, user.session)
  },
}

/** As a program calls it, without a page. */
function post(url: string, path: string, auth: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const body = JSON.stringify({ auth })
  return fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
}

function sessionOf(url: string, token: string): VendorSession {
  const headers = { cookie: `Red60urne=${token}` }
  const bearer = { authorization: `Bearer ${token}` }
  const read = () => call(url, 'GET', '/v1/session', bearer)
  const session: VendorSession = {
    headers,
    isLive: async () => (await read()).ok,
    state: async () => (await documentOf<Document>(await read())).agent.states[0]?.state ?? '',
    async setState(state) {
      const reason = state === 'READY' ? {} : { reasonCode: 11 }
      await documentOf(await call(url, 'PUT', '/v1/agent/state', bearer, { medium: 'voice', state, ...reason }))
    },
    async signOut() {
      const { result } = await documentOf<Login>(await post(url, '/rest/auth/logout', { type: 'auth' }, headers))
      if (result !== 'success') throw new Error(result)
    },
    comeBack: async () => session,
    close: () => undefined,
  }
  return session
}
