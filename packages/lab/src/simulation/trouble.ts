import type { SimWorld } from './people/world.ts'

/** Nodes killed between any two steps, stopped or relieved of their sockets, and desks without a network, until it is quiet. */
export function bringTrouble(world: SimWorld, desks: readonly { machine: string }[]): void {
  const { clock, network, server, quietAt } = world
  const prng = world.prng.fork('trouble')
  const anyNode = () => prng.integer(0, server.nodes - 1)
  const during = (meanMs: number, task: () => void) => {
    const next = () => {
      clock.after(prng.wait(meanMs), () => {
        if (clock.now() >= quietAt) return
        task()
        next()
      })
    }
    next()
  }
  during(150_000, () => {
    const kind = prng.pick(['now', 'crashBefore', 'crashAfter', 'all'] as const)
    if (kind === 'all') for (let node = 0; node < server.nodes; node += 1) server.crash(node)
    else if (kind === 'now') server.crash(anyNode())
    else server.armCrash(anyNode(), kind, prng.integer(1, 5))
  })
  during(300_000, () => server.drain(anyNode()))
  during(300_000, () => server.dismiss(anyNode()))
  during(300_000, () => server.cutOff(anyNode(), prng.integer(500, 30_000)))
  during(90_000, () => network.partition(prng.pick(desks).machine, prng.integer(2, 90) * 1_000))

  // Whoever watches over a process starts it again.
  const watch = (node: number) => {
    clock.after(1_000 + prng.integer(0, 8_000), () => {
      if (!server.isUp(node)) server.start(node)
      watch(node)
    })
  }
  for (let node = 0; node < server.nodes; node += 1) watch(node)
}
