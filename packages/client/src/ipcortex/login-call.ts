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

/**
 * Reads `login()`, `login(options)`, `login(callback, options)`, also without a callback there, and the legacy
 * `login(username, password, null, callback)`. Throws `IpcortexError` for options that are none.
 */
export function parseLoginCall(args: readonly unknown[]): LoginOptions {
  const [first, second] = args
  if (typeof first === 'string') return parseOptions({ username: first, password: second })
  const hasPlace = isCallback(first) || first === undefined || first === null
  return parseOptions((hasPlace ? second : first) ?? {})
}

/** Who is called back, wherever they stand: they are told even of options that are none. Null in the promise form. */
export function findCallback(args: readonly unknown[]): LoginCallback | null {
  return args.find(isCallback) ?? null
}

function isCallback(value: unknown): value is LoginCallback {
  return typeof value === 'function'
}

const texts = ['username', 'password', 'oneTimeCode', 'application'] as const
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
  const subid = given.get('subid')
  if (subid !== undefined) read.subid = readSubId(subid)
  return read
}

/** Any text or number will do: which ones is published nowhere. */
function readSubId(subid: unknown): string {
  const text = typeof subid === 'number' ? String(subid) : subid
  if (typeof text !== 'string' || text === '' || text.length > 256) throw invalid('subid')
  return text
}

function invalid(name: string): IpcortexError {
  return new IpcortexError('login.options', `login: ${name} is not valid`)
}
