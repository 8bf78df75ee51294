import type { IncomingMessage } from 'node:http'
import type { AllowedOrigins } from '../http/allowed-origins.ts'
import type { OwnOrigins } from '../http/own-origins.ts'
import { Refused } from '../http/problem.ts'
import { type Approach, readApproach } from '../http/request-facts.ts'

/** Where the feed is. */
export const feedPath = '/v1/feed'

/** What a handshake asks for. */
export type FeedRequest = { readonly approach: Approach; readonly offset: number | null }

/**
 * Reads a handshake before it is answered (S-33): the page must be ours or on an allow-list; a client that names no
 * page and brings a cookie could be any page's, so it is refused. Throws `Refused`.
 */
export function readFeedRequest(
  { url = '', method, headers }: IncomingMessage,
  origins: { own: OwnOrigins; allowed: AllowedOrigins },
): FeedRequest {
  const [path, query] = url.split('?', 2)
  const searchParams = new URLSearchParams(query)
  if (path !== feedPath) throw new Refused({ code: 'request.notFound' })
  for (const name of new Set(searchParams.keys())) {
    const message = !allowedQuery.includes(name) ? 'is not a field of this request' : 'is given more than once'
    if (!allowedQuery.includes(name) || searchParams.getAll(name).length > 1)
      throw new Refused({ code: 'request.invalid' }, [{ field: name.slice(0, 100), message }])
  }
  const offset = searchParams.get('offset')
  if (offset !== null && !/^\d{1,15}$/.test(offset))
    throw new Refused({ code: 'request.invalid' }, [{ field: 'offset', message: 'must be a whole number' }])
  const approach = readApproach({ method, headers, subId: searchParams.get('sub') ?? undefined }, origins)
  const isRefused = approach.provenance === 'refused' || approach.provenance === 'foreign'
  if (isRefused || (headers.origin === undefined && headers.cookie !== undefined)) throw new Refused({ code: 'origin.refused' })
  return { approach, offset: offset === null ? null : Number(offset) }
}

/** No token: that would be one in a URL (S-28). */
const allowedQuery: readonly string[] = ['offset', 'sub']
