import { type CustomerPage, createCustomerPage } from './customer-page.ts'
import { createSiteShelf } from './page-shelves.ts'
import { type Shop, shopSites } from './shop.ts'
import type { SimWorld } from './world.ts'

/** The people who chat; each is known to every site by the same name. */
const people = ['ada', 'ben', 'cleo', 'dan'] as const
const customersAddress = '203.0.113.77'

/** Two to four browsers, each used by one or two people, with one or two pages; who has two browsers comes back on the other. */
export function createCustomers(world: SimWorld, shop: Shop): readonly CustomerPage[] {
  const prng = world.prng.fork('customers')
  return Array.from({ length: prng.integer(2, 4) }, (_, index) => {
    const machine = `browser${index + 1}`
    const site = prng.chance(0.7) ? shopSites[0] : shopSites[1]
    const users = [prng.pick(people), prng.pick(people)]
    const shelf = createSiteShelf((task) => void world.clock.after(1, task))
    return Array.from({ length: prng.pick([1, 1, 2]) }, (_page, number) => {
      const place = {
        who: `${machine}-page${number + 1}`,
        machine,
        address: customersAddress,
        site: site ?? prng.pick(shopSites),
      }
      return createCustomerPage(world, shop, place, { people: users, shelf, tab: createSiteShelf(() => undefined) })
    })
  }).flat()
}
