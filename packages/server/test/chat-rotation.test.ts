import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { realWorld } from '../src/real-world.ts'
import { signToken, type TestKey } from './chat-rig.ts'
import { type Cluster, createCluster, headersOf, signIn, type Visitor } from './cluster.ts'
import { startOpenLoad } from './open-load.ts'
import { startPostgres, type TestPostgres } from './postgres.ts'
import { createWidgetClient } from './widget-client.ts'

const { clock } = realWorld
let postgres: TestPostgres
let cluster: Cluster
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(() => postgres.stop())
beforeEach(async () => {
  cluster = await createCluster(await postgres.createDatabase())
}, 60_000)
afterEach(() => cluster.close(), 30_000)

const perSecond = 500
/** So many customers come in turn, each once in two seconds: often enough to be known, too seldom for any bound. */
const customers = 1_000
/** When the shop signs by the new key, one in so many still comes with a token of before. It is odd, so both nodes see them. */
const oneInOld = 7
/** So many are sent before there is a new key, while both count, and after the old one's revocation. */
const sends = { before: perSecond, both: perSecond, after: 1.5 * perSecond } as const
/** The old key counts, is being revoked, or was: that was acknowledged. */
type Phase = 'counts' | 'revoking' | 'revoked'
/** One login, by the phase when it was sent and when it was answered; `outcome` is `200`, or the code of the refusal. */
type Login = {
  readonly key: TestKey
  readonly url: string
  readonly sentIn: Phase
  readonly answeredIn: Phase
  readonly outcome: string
  readonly session: string
}

test('[CT3] [CT13] [S-48] at 500 logins a second one key follows another: none is refused, and none gets in by a revoked one', async () => {
  const urls = [(await cluster.start()).url, (await cluster.start()).url] as const
  const [here, there] = urls
  const admin = await signIn(here, 'admin01')
  const old = await callKeys(here, admin, 'POST')
  let current = old
  let phase: Phase = 'counts'
  const login = async (place: number): Promise<Login> => {
    const sent = { key: place % oneInOld === 0 ? old : current, url: place % 2 === 0 ? here : there, sentIn: phase }
    const widget = createWidgetClient(sent.url)
    const { status, code = `${status}` } = await widget.login(tokenOf(sent.key, place))
    return { ...sent, answeredIn: phase, outcome: code, session: widget.token }
  }

  const logins: Promise<Login>[] = []
  const load = startOpenLoad(clock, { perSecond, most: 64 }, (place) => {
    const sent = login(place)
    logins.push(sent)
    return sent
  })
  try {
    await load.more(sends.before)
    current = await callKeys(there, admin, 'POST')
    await load.more(sends.both)
    await Promise.all(logins.slice(0, sends.before))
    phase = 'revoking'
    await callKeys(there, admin, 'DELETE', `/${old.kid}`)
    phase = 'revoked'
    await load.more(sends.after)
  } finally {
    load.stop()
  }
  const all = await Promise.all(logins)
  expect(all.length).toBeGreaterThanOrEqual(sends.before + sends.both + sends.after)

  const byNew = all.filter(({ key }) => key !== old)
  expect(tally(byNew)).toEqual({ 200: byNew.length })
  const byOld = all.filter(({ key }) => key === old)
  expect(tally(byOld)).toEqual({ 200: expect.any(Number), 'chatToken.signature': expect.any(Number) })
  for (const url of urls) {
    expect(byNew.filter((each) => each.url === url).length).toBeGreaterThanOrEqual(sends.after / 2)
    const mine = byOld.filter((each) => each.url === url)
    const whileItCounted = mine.filter(({ answeredIn }) => answeredIn === 'counts')
    expect(tally(whileItCounted)).toEqual({ 200: whileItCounted.length })
    expect(whileItCounted.length).toBeGreaterThanOrEqual(sends.before / 2)
    // The rule gives it a second. It takes none: whoever is asked after the acknowledgement reads the key as it is.
    const afterwards = mine.filter(({ sentIn }) => sentIn === 'revoked')
    expect(tally(afterwards)).toEqual({ 'chatToken.signature': afterwards.length })
    expect(afterwards.length).toBeGreaterThanOrEqual(Math.floor(sends.after / oneInOld / 2))
  }

  // Whoever the old key signed in is out on both nodes, also who came while it was being revoked; nobody else is.
  const ended = byOld.filter(({ outcome }) => outcome === '200').slice(-200)
  const going = byNew.slice(0, 100)
  for (const url of urls) {
    expect(tally(await askAll(url, ended))).toEqual({ 'chat.session': ended.length })
    expect(tally(await askAll(url, going))).toEqual({ 200: going.length })
  }
}, 60_000)

/** An administrator's call about the project's keys, which is answered with 200. */
async function callKeys(url: string, admin: Visitor, method: 'POST' | 'DELETE', path = ''): Promise<TestKey> {
  const headers = { ...headersOf(admin), origin: url }
  const answer = await fetch(`${url}/v1/admin/chat/projects/support/keys${path}`, { method, headers })
  expect(answer.status).toBe(200)
  return (await answer.json()) as TestKey
}

/** What these customers' sessions are answered with on a node. */
function askAll(url: string, sessions: readonly Login[]): Promise<{ outcome: string }[]> {
  const ask = async ({ session }: Login) => {
    const widget = createWidgetClient(url)
    widget.token = session
    const { status, code = `${status}` } = await widget.call('GET', 'state')
    return { outcome: code }
  }
  return Promise.all(sessions.map(ask))
}

/** A token as the shop's back end signs it; one in five names no key. */
function tokenOf({ kid, secret }: TestKey, place: number): string {
  const s = clock.now() / 1_000
  const sub = `${place % customers}`
  const header = { alg: 'HS256', ...(place % 5 > 0 && { kid }) }
  return signToken({ sub, email: `c${sub}@shop.example`, iat: s, exp: s + 300 }, secret, header)
}

/** How many there are of each outcome. */
function tally(outcomes: readonly { readonly outcome: string }[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { outcome } of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}
