import { createContext, runInContext } from 'node:vm'
import { type Account, NotOffered, type Target } from './case.ts'

/** As much of `XMLHttpRequest` as programs outside browsers bring along. */
class BareRequest {
  onload: (() => void) | null = null
  onerror: (() => void) | null = null
  onreadystatechange: (() => void) | null = null
  readyState = 0
  status = 0
  responseText = ''
  #line = { method: 'GET', url: '' }
  #headers: Record<string, string> = {}
  #answered: Headers | null = null
  readonly #given = new AbortController()

  open(method: string, url: string): void {
    this.#line = { method, url }
  }
  setRequestHeader(name: string, value: string): void {
    this.#headers[name] = value
  }
  getResponseHeader(name: string): string | null {
    return this.#answered?.get(name) ?? null
  }
  abort(): void {
    this.#given.abort()
  }
  send(body: string | null = null): void {
    const { url, method } = this.#line
    const done = (how: (() => void) | null) => {
      this.readyState = 4
      this.onreadystatechange?.()
      how?.call(this)
    }
    fetch(url, { method, headers: this.#headers, body, signal: this.#given.signal })
      .then(async (answer) => {
        this.responseText = await answer.text()
        this.status = answer.status
        this.#answered = answer.headers
        done(this.onload)
      })
      .catch(() => done(this.onerror))
  }
}

type Call = (...args: readonly unknown[]) => Promise<unknown>
/** The library's object as the published document describes it. */
export type Pbx = {
  readonly Auth: Readonly<Record<'login' | 'logout' | 'exit' | 'rtcReset' | 'setCompany', Call>> & {
    readonly id: unknown
    readonly uname: unknown
    readonly name: unknown
    readonly company: unknown
    getSubID(): unknown
    setHost(uri: string): void
    setWSHost(uri: string): void
  }
} & Readonly<Record<'startFeed' | 'stopFeed' | 'pauseFeed' | 'httpStopReuse', Call>>

/**
 * Loads `/api/api.js` into a context that has exactly what the document says it may have. The context keeps the library's names
 * apart and is no protection: what is looked at is trusted by whoever names it.
 */
export async function loadLibrary({ url }: Target): Promise<Pbx> {
  const answer = await fetch(`${url}/api/api.js`)
  if (answer.status === 404) throw new NotOffered('GET /api/api.js')
  const context = createContext({
    ...{ XMLHttpRequest: BareRequest, WebSocket, setInterval, setTimeout, clearTimeout, clearInterval, console },
  })
  runInContext(await answer.text(), context, { filename: 'api.js', timeout: 10_000 })
  const pbx = runInContext('IPCortex.PBX', context) as Pbx
  pbx.Auth.setHost(url)
  return pbx
}

/** Signs in by the library for a while; whatever happens, out again. */
export async function withLibrary(target: Target, { username, password }: Account, use: (pbx: Pbx) => Promise<void>) {
  const pbx = await loadLibrary(target)
  await pbx.Auth.login({ username, password })
  try {
    await use(pbx)
  } finally {
    await pbx.Auth.logout()
  }
}

/** Who is signed in, as the library says it, and what it says when nobody is. */
export const whoOf = ({ Auth }: Pbx) => [Auth.id, Auth.uname, Auth.name, Auth.company]
export const nobody = [null, null, null, null]

/** Whether a call is refused; published clients look no further. */
export function rejects(call: Promise<unknown>): Promise<boolean> {
  return call.then(
    () => false,
    () => true,
  )
}
