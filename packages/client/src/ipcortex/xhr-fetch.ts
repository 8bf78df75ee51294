import type { FetchAnswer } from '../world.ts'

/** As much of `fetch` as the client uses, over `XMLHttpRequest`: a bare context has nothing else. Each request is one of its own. */
export function xhrFetch(url: string, { method = 'GET', headers = {}, body, signal }: RequestInit): Promise<FetchAnswer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    // Status 0: some implementations call a request that nobody answered loaded.
    const failed = (what: string) => () => reject(new Error(`${method} ${url}: ${what}`))
    request.open(method, url, true)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, String(value))
    request.onload = () => (request.status === 0 ? failed('the server could not be reached')() : resolve(answerOf(request)))
    request.onerror = failed('the server could not be reached')
    request.ontimeout = failed('no answer in time')
    request.onabort = failed('given up')
    if (signal?.aborted) return failed('given up')()
    signal?.addEventListener('abort', () => {
      request.abort()
      // Not every implementation tells its own end.
      failed('given up')()
    })
    request.send(typeof body === 'string' ? body : null)
  })
}

function answerOf(request: XMLHttpRequest): FetchAnswer {
  const { status, responseText } = request
  return {
    ok: status >= 200 && status < 300,
    status,
    headers: { get: (name) => request.getResponseHeader(name) },
    async json() {
      return JSON.parse(responseText)
    },
  }
}
