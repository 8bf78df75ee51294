import type { SimWorld } from './people/world.ts'

/** Crashes between any two steps, and desks without a network, until it is quiet. */
export function bringTrouble(world: SimWorld, agents: readonly { who: string }[]): void {
  const { clock, network, server, quietAt } = world
  const prng = world.prng.fork('trouble')
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
    const kind = prng.pick(['now', 'crashBefore', 'crashAfter'] as const)
    if (kind === 'now') server.crash()
    else server.armCrash(kind, prng.integer(1, 5))
  })
  during(90_000, () => network.partition(prng.pick(agents).who, prng.integer(2, 90) * 1_000))

  // Whoever watches over the process starts it again.
  const watch = () => {
    clock.after(1_000 + prng.integer(0, 8_000), () => {
      if (!server.isUp()) void server.start()
      watch()
    })
  }
  watch()
}
