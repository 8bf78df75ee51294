import { demoPassword } from '../../src/demo/seed-demo.ts'
import { documentOf, type Vendor, type VendorSession } from './vendor.ts'

type Login = {
  readonly userSessionInfo: { readonly sessionId: string }
  readonly authenticationState: {
    readonly authPolicyVsUserInfo: { readonly 'auth.type.passwd': { readonly loginProperties: { readonly jwt: string } } }
  }
}

/** Ameyo's REST API: a token and a session id in every header; a forced login where somebody is signed in already. */
export const ameyo: Vendor = { name: 'ameyo', signIn }

async function signIn(url: string, username: string, password = demoPassword): Promise<VendorSession | null> {
  const post = (path: string, body: object, headers = {}, method = 'POST') =>
    fetch(`${url}/ameyorestapi/${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const answer = await post('userLogin/login', { userId: username, token: password, domain: 'demo', forceLogin: true })
  if (!answer.ok) return null
  const { userSessionInfo, authenticationState } = await documentOf<Login>(answer)
  const { sessionId } = userSessionInfo
  const headers = { sessionId, authorization: authenticationState.authPolicyVsUserInfo['auth.type.passwd'].loginProperties.jwt }
  return {
    headers,
    isLive: async () => (await post('session/keepAliveWithPingPush', { sessionId }, headers)).ok,
    async state() {
      const rows = await documentOf<{ workingMode: string }[]>(await fetch(`${url}/ameyorestapi/cc/userCCRuntimes`, { headers }))
      return rows[0]?.workingMode ?? ''
    },
    async setState(status) {
      const reason = status === 'READY' ? {} : { reason: 'Short break' }
      await documentOf(await post('cc/agent/status', { status, ...reason }, headers, 'PUT'))
    },
    async signOut() {
      await documentOf(await post('session/userLogout', { sessionId, reason: 'done' }, headers))
    },
    async comeBack() {
      const session = await signIn(url, username, password)
      if (session === null) throw new Error('the forced login was refused')
      return session
    },
    close: () => undefined,
  }
}
