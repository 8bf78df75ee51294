import type { AnswerOf, OperationName, Operations } from '@hotseat/protocol'
import type { InputOf } from './hotseat.ts'
import { isRecord, parseProblem, unreachable } from './parse-problem.ts'
import { routes } from './routes.ts'
import type { World } from './world.ts'

/** What a request proves itself with. The cookie is not here: the browser keeps it out of every script's reach. */
export type Credentials = { readonly csrfToken: string | null; readonly accessToken: string | null; readonly subId: string }

/** A call without an answer for so long has failed; a line may be dead without anyone telling. */
const deadlineMs = 15_000

/** Calls operations of one server over HTTP. */
export interface Transport {
  /** Rejects with `HotseatError`: the server's refusal, or `network.unreachable`. */
  call<N extends OperationName>(name: N, input: InputOf<N>, signal?: AbortSignal): Promise<AnswerOf<Operations[N]>>
}

/** A transport to the server at `origin`. `credentials` is asked for each request, as they change. */
export function createTransport(
  world: Pick<World, 'fetch' | 'clock'>,
  origin: string,
  credential: 'cookie' | 'bearer',
  credentials: () => Credentials,
): Transport {
  return {
    async call(name, input, signal) {
      const { method, url, body } = requestOf(name, input)
      const { csrfToken, accessToken, subId } = credentials()
      const headers: Record<string, string> = {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(subId === '' ? {} : { 'x-hotseat-sub': subId }),
        ...(method === 'GET' || csrfToken === null ? {} : { 'x-csrf-token': csrfToken }),
        ...(accessToken === null ? {} : { authorization: `Bearer ${accessToken}` }),
      }
      const deadline = new AbortController()
      const cancelDeadline = world.clock.after(deadlineMs, () => deadline.abort())
      try {
        const response = await world
          .fetch(`${origin}${url}`, {
            method,
            headers,
            cache: 'no-store',
            credentials: credential === 'cookie' ? 'same-origin' : 'omit',
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
            signal: signal === undefined ? deadline.signal : AbortSignal.any([signal, deadline.signal]),
          })
          .catch(() => Promise.reject(unreachable()))
        const answer: unknown = await response.json().catch(() => undefined)
        // An answer that began and did not end in time is none.
        if (deadline.signal.aborted) throw unreachable()
        if (!response.ok || answer === undefined) throw parseProblem(response.status, answer, response.headers.get('retry-after'))
        // The server's tests check its answers against the schema of this very operation; a check here would cost every page 25 KB.
        return answer as AnswerOf<Operations[typeof name]>
      } finally {
        cancelDeadline()
      }
    },
  }
}

/** The request line and body of one call. */
function requestOf(name: OperationName, input: unknown): { method: string; url: string; body: unknown } {
  const [method = 'GET', path = '/'] = routes[name].split(' ')
  const { params, query, body } = isRecord(input) ? input : {}
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(isRecord(params) ? String(params[key]) : ''))
  const search = new URLSearchParams(
    Object.entries(isRecord(query) ? query : {}).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  ).toString()
  return {
    method,
    url: search === '' ? filled : `${filled}?${search}`,
    body: method === 'GET' ? undefined : (body ?? bodyless(method)),
  }
}

/** Writes carry JSON always, so that no page's plain form can make one (S-30). */
function bodyless(method: string): unknown {
  return method === 'DELETE' ? undefined : {}
}
