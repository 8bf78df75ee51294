/**
 * What the client takes for granted and a bare JavaScript context has not. The build puts these names in the place of the
 * global ones (esbuild's `inject`), so that nothing is added to the context of whoever loads the library.
 */

type Listener = () => void

/** As much of an `AbortSignal` as the client uses. */
class BareSignal {
  aborted = false
  readonly #listeners = new Set<Listener>()

  addEventListener(_type: 'abort', listener: Listener): void {
    this.#listeners.add(listener)
  }

  abort(): void {
    if (this.aborted) return
    this.aborted = true
    for (const listener of this.#listeners) listener()
    this.#listeners.clear()
  }

  static any(signals: readonly BareSignal[]): BareSignal {
    const joined = new BareSignal()
    for (const signal of signals) {
      if (signal.aborted) joined.abort()
      else signal.addEventListener('abort', () => joined.abort())
    }
    return joined
  }
}

class BareController {
  readonly signal = new BareSignal()
  abort(): void {
    this.signal.abort()
  }
}

/** Query strings from pairs, and nothing else. */
class BareSearchParams {
  readonly #pairs: [string, string][]
  readonly #onChange: (text: string) => void
  constructor(pairs: [string, string][] = [], onChange: (text: string) => void = () => undefined) {
    this.#pairs = pairs
    this.#onChange = onChange
  }
  set(name: string, value: string): void {
    this.#pairs.push([name, value])
    this.#onChange(this.toString())
  }
  toString(): string {
    return this.#pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')
  }
}

/** Absolute addresses of http, https, ws and wss, taken apart and put together. */
class BareUrl {
  readonly origin: string
  readonly searchParams: BareSearchParams
  href: string
  constructor(path: string, base: string = path) {
    const parts = /^(https?|wss?):\/\/([^/?#\s]+)/i.exec(base)
    const [, scheme, host] = parts ?? []
    if (scheme === undefined || host === undefined) throw new TypeError(`${base} is no address`)
    this.origin = `${scheme.toLowerCase()}://${host.toLowerCase()}`
    const whole = path === base ? base : this.origin + path
    this.href = whole
    this.searchParams = new BareSearchParams([], (text) => {
      this.href = `${whole}?${text}`
    })
  }
}

const here: { [name: string]: unknown } & typeof globalThis = globalThis as never

export const URL = here.URL ?? BareUrl
export const URLSearchParams = here.URLSearchParams ?? BareSearchParams
export const AbortController = here.AbortController ?? BareController
export const AbortSignal = here.AbortSignal ?? BareSignal
export const queueMicrotask = here.queueMicrotask ?? ((task: Listener) => void Promise.resolve().then(task))
/** Where this script was loaded from: the worker for its timers lies beside it. Undefined where it was not loaded by a page. */
export const scriptUrl: string | undefined = here.document?.currentScript?.getAttribute('src')
  ? (here.document.currentScript as HTMLScriptElement).src
  : undefined
