import { request } from 'node:http'
import { createContext, runInContext } from 'node:vm'

/** As much of `XMLHttpRequest` as Node's own implementations of it have. */
class NodeRequest {
  onload: (() => void) | null = null
  onerror: (() => void) | null = null
  onabort: (() => void) | null = null
  ontimeout: (() => void) | null = null
  status = 0
  responseText = ''
  #headers: Record<string, string> = {}
  #answered: Record<string, string | string[] | undefined> = {}
  #line = { method: 'GET', url: '' }
  #gone: (() => void) | null = null

  open(method: string, url: string): void {
    this.#line = { method, url }
  }
  setRequestHeader(name: string, value: string): void {
    this.#headers[name] = value
  }
  getResponseHeader(name: string): string | null {
    return String(this.#answered[name.toLowerCase()] ?? '') || null
  }
  send(body: string | null): void {
    const call = request(this.#line.url, { method: this.#line.method, headers: this.#headers }, (answer) => {
      answer.setEncoding('utf8')
      answer.on('data', (text: string) => {
        this.responseText += text
      })
      answer.on('end', () => {
        this.status = answer.statusCode ?? 0
        this.#answered = answer.headers
        this.onload?.()
      })
    })
    this.#gone = () => call.destroy()
    call.on('error', () => this.onerror?.())
    call.end(body ?? undefined)
  }
  abort(): void {
    this.#gone?.()
    this.onabort?.()
  }
}

/** What a session of the library looks like from outside: as the published document says, so untyped on purpose. */
// biome-ignore lint/suspicious/noExplicitAny: what is tested is whether the members are there
export type Library = any

/** Loads the library as Node clients do: into a context that has exactly what the published document names. */
export async function loadBare(origin: string): Promise<Library> {
  const code = await (await fetch(`${origin}/api/api.js`)).text()
  const context = createContext({
    ...{ XMLHttpRequest: NodeRequest, WebSocket, setInterval, setTimeout, clearTimeout, clearInterval, console },
  })
  const before = runInContext('Object.getOwnPropertyNames(globalThis)', context) as string[]
  runInContext(code, context, 'api.js')
  const after = runInContext('Object.getOwnPropertyNames(globalThis)', context) as string[]
  const added = [...after].filter((name) => !before.includes(name))
  if (added.join() !== 'IPCortex') throw new Error(`the library adds ${added.join()}`)
  const { PBX } = runInContext('IPCortex', context) as Library
  PBX.Auth.setHost(origin)
  return PBX
}
