import { isDeepStrictEqual } from 'node:util'
import { type Account, Deviation, type Target } from './case.ts'

/** An answer of the server that is looked at: any JSON. */
export type Answer = { readonly status: number; readonly body: unknown; readonly headers: Headers }

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
  const text = await response.text()
  return { status: response.status, body: parse(text), headers: response.headers }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A member of an answer, however deep; undefined where there is none. */
export function member(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>((at, name) => {
    return typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? Reflect.get(at, name) : undefined
  }, value)
}

/** The rows of an answer that is a list. */
export function rowsOf(what: string, { status, body }: Answer): readonly unknown[] {
  expectSame(what, 200, status)
  if (!Array.isArray(body)) throw new Deviation(what, 'a list', body)
  return body
}

export function expectSame(what: string, expected: unknown, found: unknown): void {
  if (!isDeepStrictEqual(found, expected)) throw new Deviation(what, expected, found)
}

/** Status and the members that a document names; an answer may have more. */
export function expectAnswer(what: string, { status, body }: Answer, expected: number, members: object = {}): void {
  expectSame(what, expected, status)
  const found = Object.fromEntries(Object.keys(members).map((name) => [name, member(body, name)]))
  expectSame(what, members, found)
}

/** That an object has these members, whatever their values. */
export function expectMembers(what: string, value: unknown, names: readonly string[]): void {
  const missing = names.filter((name) => member(value, name) === undefined)
  if (missing.length > 0) throw new Deviation(what, names, Object.keys(Object(value)))
}
