import type { Figure, Measurement } from '../figure.ts'
import { startHotseat } from '../hotseat-site.ts'
import type { PublishedLoad } from '../loads/published.ts'
import type { HttpApi } from '../loads/published-clients.ts'
import { startWorker } from '../worker.ts'

const aims = [{ kind: 'shareAtLeast', share: 0.8 }] as const
const lanes = 8
/** In the order of a round; the native API is the limit of the others. */
const apis = ['native', 'ameyo', 'genesys', 'ipcortex', 'acqueon'] as const
type Api = (typeof apis)[number]
type Rates = Record<Api, number[]>

/** What each published API costs beside the native one: sign-ins and keep-alives a second through each. */
export const publishedApis: Measurement = async ({ rounds, durationMs }) => {
  const count = Math.max(20, Math.round(durationMs / 25))
  const { port, dispose } = await startHotseat({ agents: count * (rounds + 1) * apis.length })
  const load = startWorker<PublishedLoad>(new URL('../loads/published.ts', import.meta.url))
  const signIns = emptyRates()
  const keepAlives = emptyRates()
  let from = 1
  try {
    for (let round = 0; round <= rounds; round += 1) {
      for (const api of apis) {
        const crowd = { port, from, count, lanes }
        from += count
        const rate = isHttp(api) ? await load.call('signIns', { api, ...crowd }) : await load.call('busSignIns', crowd)
        // The first round warms all of them up.
        if (round > 0) signIns[api].push(rate)
      }
      for (const api of apis) {
        const rate = isHttp(api)
          ? await load.call('keepAlives', { port, api, lanes, durationMs })
          : await load.call('busKeepAlives', { durationMs })
        if (round > 0) keepAlives[api].push(rate)
      }
    }
  } finally {
    await load.end()
    await dispose()
  }
  return [
    ...beside('sign-ins', 'native, without a device key', signIns, signInNotes),
    ...beside('keep-alives', 'native GET /v1/session', keepAlives, keepAliveNotes),
  ]
}

const signInNotes: Partial<Record<Api, string>> = {
  ameyo: `different agents each time, ${lanes} at once; committed before the answer`,
  acqueon: 'each opens a line of its own, and is in when the last of the fifteen events is there',
}
const keepAliveNotes: Partial<Record<Api, string>> = {
  genesys: 'it has no keep-alive of its own: GET /api/v2/me/channels',
  ipcortex: 'its library works on the native API: the same call, by the token of its sign-in',
  acqueon:
    'it has no keep-alive of its own: Call/GetCallState, one in flight on each open line, where the native call is one by HTTP',
}

function beside(what: string, limit: string, rates: Rates, notes: Partial<Record<Api, string>>): Figure[] {
  return apis
    .filter((api) => api !== 'native')
    .map((api) => ({
      name: `${what} through ${api}`,
      unit: '/s',
      rounds: rates[api],
      limit: { name: limit, rounds: rates.native },
      aims,
      ...(notes[api] !== undefined && { note: notes[api] }),
    }))
}

function emptyRates(): Rates {
  return { native: [], ameyo: [], genesys: [], ipcortex: [], acqueon: [] }
}

function isHttp(api: Api): api is HttpApi {
  return api !== 'acqueon'
}
