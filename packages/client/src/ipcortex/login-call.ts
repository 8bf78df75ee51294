import { IpcortexError } from './errors.ts'

/** Called back with how a login went. */
type LoginCallback = (success: boolean, message: string) => void

/** What `login` can be told. */
export type LoginOptions = {
  readonly username?: string
  readonly password?: string
  /** Goes with the password, where the person has a second factor. */
  readonly oneTimeCode?: string
  readonly checkonly?: boolean
  readonly subid?: string
  readonly token?: readonly string[]
  readonly tokenCB?: (tokens: Readonly<Record<string, unknown>>) => void
  readonly notoken?: boolean
  readonly nodom?: boolean
  readonly application?: string
}

/** One call of `login`, in whichever of its four forms. */
export type LoginCall = { readonly options: LoginOptions; readonly callback: LoginCallback | null }

/**
 * Reads `login()`, `login(options)`, `login(callback, options)` and the legacy `login(username, password, null, callback)`.
 * Throws `IpcortexError` for options that are none.
 */
export function parseLoginCall(args: readonly unknown[]): LoginCall {
  const [first, second, , fourth] = args
  if (typeof first === 'string') {
    return { options: parseOptions({ username: first, password: second }), callback: isCallback(fourth) ? fourth : null }
  }
  if (isCallback(first)) return { options: parseOptions(second ?? {}), callback: first }
  return { options: parseOptions(first ?? {}), callback: null }
}

function isCallback(value: unknown): value is LoginCallback {
  return typeof value === 'function'
}

const texts = ['username', 'password', 'oneTimeCode', 'subid', 'application'] as const
const switches = ['checkonly', 'notoken', 'nodom'] as const

/** The options that are known; one of another kind than documented is refused, an unknown one is passed over. */
function parseOptions(value: unknown): LoginOptions {
  if (typeof value !== 'object' || value === null) throw invalid('options')
  const given = new Map(Object.entries(value).filter(([, member]) => member !== undefined && member !== null))
  const read: { [name: string]: unknown } = {}
  for (const name of texts) {
    if (given.has(name) && typeof given.get(name) !== 'string') throw invalid(name)
    if (given.has(name)) read[name] = given.get(name)
  }
  for (const name of switches) if (given.has(name)) read[name] = Boolean(given.get(name))
  const token = given.get('token')
  if (token !== undefined) {
    // Clients keep what `tokenCB` gave them in different ways: the list, one of it, or the object itself.
    const list = typeof token === 'string' ? [token] : Array.isArray(token) ? token : Object.keys(Object(token))
    if (!list.every((each) => typeof each === 'string')) throw invalid('token')
    read.token = list
  }
  const tokenCB = given.get('tokenCB')
  if (tokenCB !== undefined && typeof tokenCB !== 'function') throw invalid('tokenCB')
  if (tokenCB !== undefined) read.tokenCB = tokenCB
  if (typeof read.subid === 'string' && !/^[A-Za-z0-9_-]{1,64}$/.test(read.subid)) throw invalid('subid')
  return read
}

function invalid(name: string): IpcortexError {
  return new IpcortexError('login.options', `login: ${name} is not valid`)
}
