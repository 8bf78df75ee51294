/**
 * An agent's client with the auto re-login of Ameyo's documents: sign in, choose a campaign, be ready, survive the loss of
 * the server, sign out at Ctrl-C. `README.md` says how to start it.
 */
import { AmeyoError, createApi } from './api.ts'

const { env } = process
/** The numbers of the rules table, made faster for a demonstration by AMEYO_PACE. */
const pace = Number(env.AMEYO_PACE ?? 1)
const keepAliveMs = 20_000 / pace
const overdueMs = 12_000 / pace
const echoMs = 3_000 / pace

const userId = env.AMEYO_USER ?? 'agent01'
const api = createApi({
  origin: env.AMEYO_ORIGIN ?? 'http://127.0.0.1:7700',
  userId,
  password: env.AMEYO_PASSWORD ?? 'demo-password-2026',
  domain: env.AMEYO_DOMAIN ?? 'demo',
})

let failures = 0
let sentAt: number | null = null
let isAway = false
let stopFollowing = new AbortController()

const contactCenterId = await api.login(false).catch((error: unknown) => {
  if (!(error instanceof AmeyoError) || error.status !== 409) throw error
  console.log('signed in somewhere else: taking over')
  return api.login(true)
})
console.log(`signed in as ${userId}`)
const { maxPingFailureCount } = await api.call('GET', `session/getMaxPingFailureCountForUser?userId=${userId}`)
const context = `contextType=contactCenter&contextId=${contactCenterId}`
const { isAutoReloginEnabled } = await api.call('GET', `cc/serverPreferences?${context}`)
const [campaign] = await api.call('GET', 'cc/campaigns/getAssigned')
await api.call('POST', 'cc/agent/selectCampaign', { campaignId: campaign.campaignId, extension: env.AMEYO_EXTENSION ?? '5001' })
await api.call('PUT', 'cc/agent/status', { status: 'READY' })
await showStatus('ready')
follow()

const keepingAlive = setInterval(keepAlive, keepAliveMs)
const checking = setInterval(() => {
  const isOverdue = sentAt !== null && performance.now() - sentAt > overdueMs
  if (isOverdue && isAutoReloginEnabled === 'true') void relogin('a keep-alive is overdue')
}, overdueMs)

/** One that fails at once waits for the next interval all the same, so that a short outage passes. */
async function keepAlive(): Promise<void> {
  if (isAway || sentAt !== null) return
  sentAt = performance.now()
  try {
    await api.keepAlive()
    failures = 0
  } catch (error) {
    failures += 1
    console.log(`keep-alive ${failures} failed: ${error instanceof Error ? error.message : error}`)
    if (failures > maxPingFailureCount) void relogin(`${failures} keep-alives failed`)
  }
  sentAt = null
}

async function relogin(why: string): Promise<void> {
  if (isAway) return
  isAway = true
  stopFollowing.abort()
  console.log(`${why}: asking for the server`)
  if (isAutoReloginEnabled !== 'true') return end('please sign in again')
  while (!(await api.echo())) await new Promise((resolve) => setTimeout(resolve, echoMs))
  try {
    await api.login(true)
    await showStatus('back')
  } catch (error) {
    return end(`the re-login was refused: ${error instanceof Error ? error.message : error}`)
  }
  failures = 0
  isAway = false
  follow()
}

async function showStatus(what: string): Promise<void> {
  const rows = await api.call('GET', 'cc/userCCRuntimes')
  const { statusDescription, terminalInfo } = rows.find((row: { userId: string }) => row.userId === userId)
  console.log(`${what}: ${statusDescription} on ${terminalInfo}`)
}

function follow(): void {
  stopFollowing = new AbortController()
  const show = ({ pushType }: { pushType: string }) => pushType === 'PingPush' || console.log(`push: ${pushType}`)
  api.follow(show, stopFollowing.signal).catch(() => undefined)
}

function end(why: string): void {
  console.log(why)
  clearInterval(keepingAlive)
  clearInterval(checking)
  stopFollowing.abort()
}

process.once('SIGINT', async () => {
  await api.logout().catch((error: unknown) => console.log(`signing out: ${error}`))
  end('signed out')
})
