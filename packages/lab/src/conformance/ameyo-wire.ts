import type { Account, Target } from './case.ts'
import { type Answer, expectSame, member, readAnswer } from './expect.ts'

/** A client of the published API, signed in or not. */
export type Wire = {
  readonly sessionId: string
  readonly jwt: string
  /** What the sign-in answered. */
  readonly login: Answer
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** Opens `pushes`; the caller aborts it. */
  pushes(lastProcessed: number, signal: AbortSignal): Promise<Response>
  logout(): Promise<Answer>
}

/** Signs in, in the place of whoever is signed in as the same user, unless `more` says otherwise. */
export async function signIn({ url }: Target, account: Account, more: object = {}): Promise<Wire> {
  const { username, password, tenant } = account
  const call = (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = own()) =>
    ask(url, method, path, body, headers)
  const credentials = { userId: username, token: password, domain: tenant, forceLogin: true, ...more }
  const login = await call('POST', 'userLogin/login', credentials, {})
  const info = member(login.body, 'authenticationState', 'authPolicyVsUserInfo', 'auth.type.passwd')
  const sessionId = String(member(info, 'sessionId') ?? '')
  const jwt = String(member(info, 'loginProperties', 'jwt') ?? '')
  function own(): Readonly<Record<string, string>> {
    return { sessionId, authorization: jwt }
  }
  return {
    sessionId,
    jwt,
    login,
    call,
    pushes: (lastProcessed, signal) =>
      fetch(`${url}/ameyorestapi/pushes?listener-name=conformance&lastProcessedPush=${lastProcessed}`, {
        ...{ method: 'POST', headers: own(), signal },
      }),
    logout: () => call('POST', 'session/userLogout', { sessionId, reason: 'conformance' }),
  }
}

/** Signs in for a while: signs out again, whatever happens. */
export async function withSession(target: Target, account: Account, use: (wire: Wire) => Promise<void>): Promise<void> {
  const wire = await signIn(target, account)
  expectSame(`signing ${account.username} in`, 200, wire.login.status)
  try {
    await use(wire)
  } finally {
    await wire.logout()
  }
}

/** One call, its answer read whole. */
export async function ask(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(`${url}/ameyorestapi/${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return readAnswer(response)
}
