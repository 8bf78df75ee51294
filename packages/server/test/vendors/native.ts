import { demoPassword } from '../../src/demo/seed-demo.ts'
import { documentOf, type Vendor, type VendorSession } from './vendor.ts'

type Document = { readonly csrfToken: string; readonly agent: { readonly states: readonly { readonly state: string }[] } }

/** Our own API, as a page of ours speaks it: by cookie. */
export const native: Vendor = {
  name: 'native',
  async signIn(url, username, password = demoPassword) {
    const answer = await askToSignIn(url, username, password)
    return answer.ok ? sessionOf(url, answer) : null
  },
}

/** A session of ours that must come about, with the headers of its page. */
export async function signInNatively(url: string, username: string): Promise<VendorSession> {
  return sessionOf(url, await askToSignIn(url, username, demoPassword))
}

/** Asks the native API, in the place of whoever is signed in as the same agent. */
export function askToSignIn(url: string, username: string, password: string): Promise<Response> {
  return call(url, 'POST', '/v1/sign-in', {}, { tenant: 'demo', username, password, takeOver: true })
}

/** A call as a page of the server's own would make it. */
export function call(url: string, method: string, path: string, headers: Readonly<Record<string, string>>, body?: object) {
  const json = body === undefined ? {} : { 'content-type': 'application/json' }
  const init = { method, headers: { origin: url, ...json, ...headers } }
  return fetch(url + path, body === undefined ? init : { ...init, body: JSON.stringify(body) })
}

async function sessionOf(url: string, answer: Response): Promise<VendorSession> {
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  const { csrfToken } = await documentOf<Document>(answer)
  const headers = { cookie, 'x-csrf-token': csrfToken }
  const read = () => call(url, 'GET', '/v1/session', headers)
  const session: VendorSession = {
    headers,
    isLive: async () => (await read()).ok,
    state: async () => (await documentOf<Document>(await read())).agent.states[0]?.state ?? '',
    async setState(state) {
      const reason = state === 'READY' ? {} : { reasonCode: 11 }
      await documentOf(await call(url, 'PUT', '/v1/agent/state', headers, { medium: 'voice', state, ...reason }))
    },
    async signOut() {
      await documentOf(await call(url, 'POST', '/v1/sign-out', headers, {}))
    },
    comeBack: async () => session,
    close: () => undefined,
  }
  return session
}
