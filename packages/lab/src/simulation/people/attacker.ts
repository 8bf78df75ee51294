import { createDeviceKey, resumeMessage } from '../../device/device-key.ts'
import { ownTab } from './seats.ts'
import { createSimWire, originOf } from './sim-wire.ts'
import { live, type SimWorld } from './world.ts'

/** Guesses passwords in bursts, sends copied proofs again, and tries to come back with a key of its own. */
export function createAttacker(world: SimWorld, agents: readonly { username: string }[]): void {
  const { mirror, overheard } = world
  const prng = world.prng.fork('attacker')
  const key = createDeviceKey(prng.bytes(32))

  async function guess(): Promise<void> {
    const username = prng.chance(0.8) ? prng.pick(agents).username : `nobody${prng.integer(1, 3)}`
    const wire = createSimWire(world, strangersTab(`203.0.113.${prng.integer(1, 200)}`))
    const body = { tenant: 'demo', username, password: 'password1password1' }
    await Promise.allSettled(Array.from({ length: prng.integer(1, 12) }, () => wire.call('signIn', { body })))
  }

  async function replay(): Promise<void> {
    if (overheard.proofs.length === 0) return
    const wire = createSimWire(world, strangersTab())
    await wire.call('resume', { body: prng.pick(overheard.proofs.slice(-5)) }).catch(() => undefined)
  }

  /** Cookies and access tokens that were good once. */
  async function impersonate(): Promise<void> {
    if (overheard.credentials.length === 0) return
    const { browserToken, accessToken, subId } = prng.pick(overheard.credentials.slice(-200))
    const tab = strangersTab()
    tab.browser.cookie = browserToken
    const wire = createSimWire(
      world,
      { ...tab, subId, credential: accessToken === null ? 'cookie' : 'bearer' },
      () => accessToken,
    )
    await wire.call('session', {}).catch(() => undefined)
  }

  async function forge(): Promise<void> {
    const wire = createSimWire(world, strangersTab())
    const sessions = mirror.rows('demo', 'sessions')
    const echo = await wire.call('echo', {}).catch(() => null)
    if (sessions.length === 0 || !echo?.ok) return
    const sessionId = prng.pick(sessions).id
    const { challenge } = echo.value
    const signature = key.sign(resumeMessage(originOf(strangersTab()), sessionId, challenge))
    await wire.call('resume', { body: { sessionId, challenge, signature } }).catch(() => undefined)
  }

  live(world, prng, 20_000, () => prng.pick([guess, guess, replay, impersonate, forge])())
}

const strangersTab = (address = '203.0.113.9') => ownTab('attacker', address)
