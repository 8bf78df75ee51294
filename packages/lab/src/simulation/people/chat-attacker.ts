import { live, type SimWorld } from './world.ts'

/** Sends what a customer’s page has sent once more, now and then to the other project: with its session, or its site’s token. */
export function createChatAttacker(world: SimWorld): void {
  const { clock, network, server, overheard } = world
  const prng = world.prng.fork('chat attacker')

  live(world, prng, 8_000, async () => {
    if (overheard.chatCalls.length === 0) return
    const copied = prng.pick(overheard.chatCalls.slice(-200))
    const body = 'project' in copied.body && prng.chance(0.3) ? { ...copied.body, project: 'sales' } : copied.body
    const call = { ...copied, who: 'chat-attacker', address: '203.0.113.9', body }
    await network
      .exchange('chat-attacker', () => server.chat({ ...call, receivedAt: clock.now(), handledAt: null }))
      .catch(() => undefined)
  })
}
