import { type Account, Deviation, type Target } from './case.ts'
import { type Answer, expectAnswer, member, readAnswer } from './expect.ts'

/** What goes with a call besides what the client sends by itself. */
type More = { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>; readonly token?: string | null }

/** A client of the published API with a cookie jar and the CSRF token that it was last told. */
export type Wire = {
  /** What the sign-in answered. */
  readonly login: Answer
  cookie(): string
  token(): string
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** `POST` of an operation; `token: null` leaves the CSRF token out. */
  operate(path: string, body: object, more?: Omit<More, 'body'>): Promise<Answer>
}

export const start = (...channels: readonly string[]) => ({ operationName: 'StartContactCenterSession', channels })
export const end = { operationName: 'EndContactCenterSession' } as const
export const ready = { operationName: 'Ready' } as const
export const notReady = { operationName: 'NotReady' } as const

export function basicOf({ username, password }: Pick<Account, 'username' | 'password'>): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
}

/** One call, its answer read whole. `Origin` is mandatory in the seed document, so it is always there. */
export async function ask({ url }: Target, method: string, path: string, { body, headers = {} }: More = {}): Promise<Answer> {
  const response = await fetch(`${url}/api/v2${path}`, {
    method,
    headers: { origin: url, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return readAnswer(response)
}

/** `GET /me` by name and password. */
export async function signIn(target: Target, account: Account, headers: Readonly<Record<string, string>> = {}): Promise<Wire> {
  let cookie = ''
  let token = ''
  const keep = (answer: Answer): Answer => {
    for (const each of answer.headers.getSetCookie()) cookie = each.split(';')[0] ?? ''
    token = answer.headers.get('x-csrf-token') ?? token
    return answer
  }
  const login = keep(await ask(target, 'GET', '/me', { headers: { ...basicOf(account), ...headers } }))
  return {
    login,
    cookie: () => cookie,
    token: () => token,
    get: async (path, more = {}) => keep(await ask(target, 'GET', path, { headers: { cookie, ...more } })),
    async operate(path, body, more = {}) {
      const given = more.token === undefined ? token : more.token
      const headers = { cookie, ...(given === null ? {} : { 'x-csrf-token': given }), ...more.headers }
      return keep(await ask(target, 'POST', path, { body, headers }))
    },
  }
}

/** Signs in for a while: signs out again, whatever happens. */
export async function withSession(target: Target, account: Account, use: (wire: Wire) => Promise<void>): Promise<void> {
  const wire = await signIn(target, account)
  expectAnswer(`signing ${account.username} in`, wire.login, 200, { statusCode: 0 })
  try {
    await use(wire)
  } finally {
    await wire.operate('/me', end)
  }
}

/** A failure of the API: its status code, a message, and nothing else. */
export function expectFailure(what: string, answer: Answer, status: number, statusCode: number): void {
  expectAnswer(what, answer, status, { statusCode })
  const names = Object.keys(Object(answer.body)).toSorted()
  if (names.join() !== 'statusCode,statusMessage') throw new Deviation(what, ['statusCode', 'statusMessage'], names)
}

/** The state of one channel, as the API names it. */
export async function stateOf(wire: Wire, channel: string): Promise<unknown> {
  const { body } = await wire.get('/me?subresources=channels')
  const channels = member(body, 'user', 'channels')
  const found = Array.isArray(channels) ? channels.find((each: unknown) => member(each, 'channel') === channel) : undefined
  return member(found, 'userState', 'state')
}
