import type { Account, Target } from './case.ts'
import { type Answer, member, readAnswer } from './expect.ts'

/** A client of the REST calls, with the cookie that it was last given. */
export type Wire = {
  readonly login: Answer
  /** `Red60urne=…`. */
  readonly cookie: string
  /** What the answer calls `session`. */
  readonly session: string
  logout(): Promise<Answer>
}

/** A POST of the REST API. */
export async function post({ url }: Target, path: string, body: unknown, cookie = ''): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) }
  return readAnswer(await fetch(`${url}/rest/auth/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }))
}

/** `POST /rest/auth/`, with a cookie of before if there is one. */
export async function signIn(target: Target, { username, password }: Account, before = ''): Promise<Wire> {
  const login = await post(target, '', { auth: { type: 'auth', username, password } }, before)
  const given = login.headers.getSetCookie().find((each) => each.startsWith('Red60urne='))
  const cookie = given?.split(';')[0] ?? ''
  const session = member(login.body, 'user', 'session')
  return {
    login,
    cookie,
    session: typeof session === 'string' ? session : '',
    logout: () => post(target, 'logout', { auth: { type: 'auth' } }, cookie),
  }
}
