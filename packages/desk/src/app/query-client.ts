import { HotseatError } from '@hotseat/client'
import { QueryClient } from '@tanstack/react-query'

/** The lists' cache. The feed says what changed, so nothing is asked for again by the clock or by focus. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < 2 && error instanceof HotseatError && error.status >= 500,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
