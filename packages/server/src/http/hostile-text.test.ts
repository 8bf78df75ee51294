import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { headersOf, post, signIn, type Visitor } from '../../test/cluster.ts'
import { createServer, type HotseatServer } from '../compose.ts'
import { parseConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { realWorld } from '../real-world.ts'

/** Texts that have become part of statements, templates, paths and logs elsewhere. */
const hostile = [
  `'; drop table members; --`,
  `' or '1'='1`,
  `"); delete from sessions; --`,
  `$1 $2 ?1 :tenant_id @p`,
  `\\'; select pg_sleep(9); --`,
  `E'\\x27' || chr(39) /* */`,
  '{}[]NULL null undefined true 0x0 1e400',
  '#{7*7} {{7*7}} %s %n %00 <%= 1 %>',
  '<script>alert(1)</script>"><img src=x onerror=alert(1)>',
  '../../../etc/passwd\\..\\..',
  'İıſK ﬀ Å Å 田中さん 🏳️‍🌈 \u202egnp',
  '{jndi:ldap://x} %0d%0aset-cookie:x',
]

let folder: string
let server: HotseatServer
let url: string
let admin: Visitor
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hotseat-hostile-'))
  const config = parseConfig({ HOTSEAT_DATA: folder, HOTSEAT_DEMO: '1', HOTSEAT_PORT: '0' })
  server = await createServer(config, realWorld, { log: createLog('silent') })
  url = (await server.start()).url
  admin = await signIn(url, 'admin01')
}, 60_000)
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

const tables = ['members', 'sessions', 'places', 'campaigns', 'wrapUpCodes', 'phoneBooks', 'agents'] as const
const countsOf = async (tenantId: string) =>
  Promise.all(tables.map(async (table) => (await server.deps.store.tenant(tenantId).find(table)).length))

test.each(hostile)('[S-70] %s comes back as typed, and changes nothing else', async (text) => {
  const before = { demo: await countsOf('demo'), acme: await countsOf('acme') }
  const id = `h${hostile.indexOf(text)}`
  const made = await post(url, '/v1/admin/places', { id, name: text, extension: null, devices: [] }, headersOf(admin))
  expect(made.status, await made.clone().text()).toBe(200)
  const read = await fetch(`${url}/v1/admin/places/${id}`, { headers: { cookie: admin.cookie } })
  expect(await read.json()).toMatchObject({ id, name: text })
  const guess = await post(url, '/v1/sign-in', { tenant: 'demo', username: text, password: text })
  expect(guess.status).toBe(401)
  const elsewhere = await post(url, '/v1/sign-in', { tenant: text.slice(0, 64), username: 'agent01', password: text })
  expect([400, 401]).toContain(elsewhere.status)
  const path = await fetch(`${url}/v1/admin/places/${encodeURIComponent(text)}`, { headers: { cookie: admin.cookie } })
  expect([400, 404]).toContain(path.status)
  const audit = await fetch(`${url}/v1/audit?user=${encodeURIComponent(text)}`, { headers: { cookie: admin.cookie } })
  expect([200, 400]).toContain(audit.status)

  const places = tables.indexOf('places')
  expect(await countsOf('demo')).toEqual(before.demo.map((count, at) => (at === places ? count + 1 : count)))
  expect(await countsOf('acme')).toEqual(before.acme)
})
