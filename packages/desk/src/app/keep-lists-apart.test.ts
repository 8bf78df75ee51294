import type { Hotseat, HotseatEvents } from '@hotseat/client'
import { expect, test, vi } from 'vitest'
import { keepListsApart } from './keep-lists-apart.ts'

/** A client that only says whose session it has. */
function createClient() {
  let told: (document: HotseatEvents['session']) => void = () => undefined
  const on: Hotseat['on'] = (event, listener) => {
    if (event === 'session') told = listener as typeof told
    return () => undefined
  }
  return {
    on,
    is: (tenant: string, id: string) => told({ user: { tenant, id } } as HotseatEvents['session']),
    out: () => told(null),
  }
}

test('[S-62] lists are one person’s in one tenant, whoever comes after whom', () => {
  const client = createClient()
  const queries = { clear: vi.fn() }
  keepListsApart(client, queries)
  client.is('demo', 'anna')
  client.is('demo', 'anna')
  expect(queries.clear).toHaveBeenCalledTimes(0)
  client.is('acme', 'anna')
  expect(queries.clear).toHaveBeenCalledTimes(1)
  client.out()
  client.is('acme', 'anna')
  expect(queries.clear).toHaveBeenCalledTimes(1)
  client.is('acme', 'ben')
  expect(queries.clear).toHaveBeenCalledTimes(2)
})
