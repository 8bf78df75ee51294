import type { MediumStatus, Result } from '@hotseat/core'
import type { OperationName, SessionDocument } from '@hotseat/protocol'
import { createDeskClient, type DeskClient } from '../../device/desk-client.ts'
import type { WireInput } from '../../device/desk-wire.ts'
import { createDeviceKey, signInMessage } from '../../device/device-key.ts'
import { createAgentChat } from './agent-chat.ts'
import { createNotebook } from './notebook.ts'
import type { Seat } from './seats.ts'
import { createSimWire, originOf } from './sim-wire.ts'
import { live, type SimWorld } from './world.ts'

/** `machine` is what loses its network. */
export type AgentPerson = {
  readonly who: string
  readonly machine: string
  readonly username: string
  readonly userId: string
  readonly client: DeskClient
}

const reasons = [11, 12, 13, 21, 31] as const
const wrapUpCodes = ['solved', 'call-back', 'complaint'] as const
const meanActMs = 12_000
/** Of who chats as well: customers do not wait for long. */
const meanChatActMs = 6_000
/** How often somebody at a spare desk who is not signed in there does so. */
const spareSignIn = 0.03
/** And how often somebody does in an application beside the desk. */
const besideSignIn = 0.3

/** An agent at a desk: signs in, works, takes calls, is careless, and never types a password to come back. */
export function createAgentPerson(world: SimWorld, { username, tab, isSpare, application }: Seat): AgentPerson {
  const { clock, mirror, network, directory, log } = world
  const { who } = tab
  const origin = originOf(tab)
  const userId = mirror.rows('demo', 'members').find((row) => row.username === username)?.id ?? ''
  const prng = world.prng.fork(who)
  const key = createDeviceKey(prng.bytes(32))
  const wire = createSimWire(world, tab, () => client.accessToken)
  const client = createDeskClient({
    clock,
    random: prng.next,
    wire,
    key,
    origin,
    snapshot: () => notebook.snapshot(),
    onDocument: () => void notebook.reload(),
    onState: (state, input) => {
      log({ kind: 'stepped', at: clock.now(), who, sessionId: client?.document?.session.id ?? null, state, input })
    },
  })
  const notebook = createNotebook({
    who,
    prng: prng.fork('notebook'),
    ask,
    onTyped: (text, over) => log({ kind: 'typed', at: clock.now(), userId, text, over }),
  })
  let awakeAt = 0

  const says = (does: string) => log({ kind: 'person', at: clock.now(), who, does })

  /** Asks, and asks the same again when no answer came; null when nobody ever answered. */
  async function ask<N extends OperationName>(name: N, input: WireInput): Promise<Result<unknown> | null> {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const result = await wire.call(name, input).catch(() => null)
      if (result === null) continue
      const code = result.ok ? '' : result.refusal.code
      if (code === 'session.missing' || code === 'session.ended') client.input({ type: 'sessionMissing', code })
      return result
    }
    return null
  }

  function proofOf(challenge: string) {
    const signature = key.sign(signInMessage(origin, { tenant: 'demo', username, key, challenge }))
    return { challenge, signature }
  }

  async function signIn(): Promise<void> {
    const candidates = directory.candidates(username)
    const wrong = prng.chance(0.15)
    const password = wrong ? 'not my password 2026' : prng.pick(candidates)
    const extension = prng.chance(0.05) ? `50${prng.integer(10, 20)}` : undefined
    says(wrong ? 'mistypes the password' : 'signs in')
    const echo = await wire.call('echo', {}).catch(() => null)
    const body = {
      tenant: 'demo',
      username,
      password,
      deviceKey: key.publicKey,
      ...(echo?.ok ? { deviceProof: proofOf(echo.value.challenge) } : {}),
      takeOver: true,
      credential: tab.credential,
      ...(application ? { application } : {}),
      ...(tab.subId === '' ? {} : { subId: tab.subId }),
      ...(extension ? { extension } : {}),
    }
    const result = await ask('signIn', { body })
    if (!result?.ok) return
    directory.has(username, password)
    // The answer of a sign-in is a session document.
    client.signedIn(result.value as SessionDocument)
  }

  const chat = world.shop === null ? null : createAgentChat(world, { userId, prng: prng.fork('chat'), ask, says })
  const chatting = prng.fork('chatting')

  async function work(): Promise<void> {
    const statuses = mirror.get('demo', 'agents', userId)?.agent.states ?? []
    const chatted = chat !== null && chatting.chance(0.7) ? chat.work(statuses) : null
    if (chatted !== null) return void (await chatted)
    const busy = statuses.find(({ interaction, medium }) => interaction !== null && medium !== 'chat')
    if (busy?.interaction && prng.chance(0.7)) return handle(busy, busy.interaction.id)
    const draw = prng.next()
    if (draw < 0.3) return change('READY')
    if (draw < 0.5) return change('NOT_READY')
    if (draw < 0.53) return notebook.type()
    if (draw < 0.62) return writeNote()
    if (draw < 0.66)
      return void (await ask('setCampaigns', { body: { campaigns: [prng.pick(['inbound-support', 'outbound-sales'])] } }))
    if (draw < 0.7) return rest('freezes the tab', prng.integer(20, 300) * 1_000, false)
    if (draw < 0.73) return rest('closes the laptop', prng.integer(30, 900) * 1_000, true)
    if (draw < 0.76) return signOut()
    if (draw < 0.77) return changePassword()
    if (draw < 0.82) client.input({ type: prng.pick(['wentOffline', 'wentOnline', 'becameVisible', 'retryAsked']) })
  }

  async function change(state: 'READY' | 'NOT_READY'): Promise<void> {
    const medium = prng.pick(['voice', 'voice', 'chat'])
    says(`goes ${state} on ${medium}`)
    await ask('setState', { body: { medium, state, ...(state === 'NOT_READY' ? { reasonCode: prng.pick(reasons) } : {}) } })
  }

  async function handle({ state, medium: _ }: MediumStatus, id: string): Promise<void> {
    const action =
      state === 'WORK' || state === 'WORK_READY'
        ? 'wrapUp'
        : state === 'TALKING'
          ? prng.pick(['hold', 'end', 'end'])
          : state === 'HOLD'
            ? 'retrieve'
            : prng.pick(['answer', 'answer', 'answer', 'decline'])
    says(`${action} ${id}`)
    const wrapUpCode = action === 'wrapUp' ? { wrapUpCode: prng.pick(wrapUpCodes) } : {}
    await ask('actOnInteraction', { params: { id }, body: { action, ...wrapUpCode } })
  }

  async function writeNote(): Promise<void> {
    notebook.type()
    await notebook.save()
  }

  async function signOut(): Promise<void> {
    says('signs out')
    const result = await ask('signOut', { body: { reasonCode: 28 } })
    if (result?.ok) client.input({ type: 'signedOut' })
  }

  async function changePassword(): Promise<void> {
    const next = `a new password ${prng.integer(1, 1_000_000)}`
    const [current = ''] = directory.candidates(username)
    directory.mayHave(username, next)
    says('changes the password')
    const result = await ask('changePassword', { body: { current, next } })
    if (result?.ok) directory.has(username, next)
  }

  /** The page stops; with the laptop closed, the network with it. */
  async function rest(does: string, durationMs: number, isDark: boolean): Promise<void> {
    const untilAt = Math.min(clock.now() + durationMs, world.quietAt)
    says(`${does} for ${Math.round((untilAt - clock.now()) / 1_000)} s`)
    awakeAt = untilAt
    client.freeze()
    if (isDark) network.partition(tab.browser.name, untilAt - clock.now())
    clock.after(untilAt - clock.now(), client.thaw)
  }

  live(world, prng, chat === null ? meanActMs : meanChatActMs, async () => {
    if (clock.now() < awakeAt) return
    const { kind } = client.state
    if (kind === 'signedOut' || kind === 'ended') {
      if (!isSpare || prng.chance(application ? besideSignIn : spareSignIn)) await signIn()
    } else if (kind === 'connected') await work()
    // Whoever sees that the line is lost writes on; a resume brings it.
    else if (kind !== 'connecting' && prng.chance(0.5)) notebook.type()
  })
  return { who, machine: tab.browser.name, username, userId, client }
}
