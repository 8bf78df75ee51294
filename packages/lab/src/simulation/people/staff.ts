import type { Result } from '@hotseat/core'
import type { OperationName } from '@hotseat/protocol'
import type { WireInput } from '../../device/desk-wire.ts'
import type { Prng } from '../prng.ts'
import { isolatedTab, ownTab, type SimTab } from './seats.ts'
import { createSimWire } from './sim-wire.ts'
import { live, type SimWorld } from './world.ts'

/** Somebody with a browser session and no continuity: signs in again when the server does not know them any more. */
export type Staff = { readonly prng: Prng; ask(name: OperationName, input: WireInput): Promise<Result<unknown> | null> }

/** Somebody of the staff in a tab, who does something now and then. */
export function createStaff(
  world: SimWorld,
  tab: SimTab,
  username: string,
  meanMs: number,
  act: (staff: Staff) => Promise<void>,
): void {
  const prng = world.prng.fork(tab.who)
  const wire = createSimWire(world, tab)
  let isIn = false

  async function ask(name: OperationName, input: WireInput): Promise<Result<unknown> | null> {
    const result = await wire.call(name, input).catch(() => null)
    if (result?.ok === false && result.refusal.code.startsWith('session.')) isIn = false
    return result
  }

  live(world, prng, meanMs, async () => {
    if (isIn) return act({ prng, ask })
    const [password] = world.directory.candidates(username)
    isIn = (await ask('signIn', { body: { tenant: 'demo', username, password } }))?.ok === true
  })
}

/** The office of the staff. */
export const staffAddress = '198.51.100.8'

/** A supervisor: rings agents, sets states over their heads, signs people out; now and then in a tab of an agent's browser. */
export function createSupervisor(world: SimWorld, agents: readonly { userId: string }[], beside: SimTab | undefined): void {
  const who = 'supervisor01'
  const tab = beside === undefined ? ownTab(who, staffAddress) : isolatedTab(who, beside)
  createStaff(world, tab, who, 8_000, async ({ prng, ask }) => {
    const id = prng.pick(agents).userId
    const draw = prng.next()
    if (draw < 0.6) await ask('demoCall', { body: {} })
    else if (draw < 0.75) await ask('forceState', { params: { id }, body: { medium: 'voice', state: 'READY' } })
    else if (draw < 0.9)
      await ask('forceState', { params: { id }, body: { medium: 'voice', state: 'NOT_READY', reasonCode: 21 } })
    else if (draw < 0.95) await ask('messageAgent', { params: { id }, body: { text: 'well done' } })
    else if (draw < 0.97) await ask('forceSignOut', { params: { id }, body: {} })
    else await ask('floor', {})
  })
}

/** An administrator: disables and enables, resets passwords, lifts lockouts, ends sessions. */
export function createAdministrator(world: SimWorld, agents: readonly { userId: string; username: string }[]): void {
  createStaff(world, ownTab('admin01', staffAddress), 'admin01', 45_000, async ({ prng, ask }) => {
    const { userId: id, username } = prng.pick(agents)
    const draw = prng.next()
    if (draw < 0.2) await disableForAWhile(ask, id)
    else if (draw < 0.4) await resetPassword(world, prng, ask, id, username)
    else if (draw < 0.8) await ask('unblockUser', { params: { id } })
    else await ask('endUserSessions', { params: { id } })
  })

  async function disableForAWhile(ask: Staff['ask'], id: string): Promise<void> {
    await ask('changeUser', { params: { id }, body: { disabled: true } })
    // Nobody leaves an agent disabled because an answer was lost.
    const enable = () => {
      world.clock.after(20_000, async () => {
        const done = await ask('changeUser', { params: { id }, body: { disabled: false } })
        if (!done?.ok && world.clock.now() < world.quietAt) enable()
      })
    }
    enable()
  }
}

async function resetPassword(world: SimWorld, prng: Prng, ask: Staff['ask'], id: string, username: string): Promise<void> {
  const reset = await ask('resetUser', { params: { id } })
  if (!reset?.ok) return
  // The answer of a reset is an activation document.
  const { secret } = reset.value as { secret: string }
  const password = `a fresh password ${prng.integer(1, 1_000_000)}`
  world.directory.mayHave(username, password)
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if ((await ask('activate', { body: { secret, password } }))?.ok) {
      world.directory.has(username, password)
      return
    }
  }
}
