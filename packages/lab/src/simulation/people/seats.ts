import type { Prng } from '../prng.ts'

/** A browser: one cookie for all of its tabs, and one way to the network. */
export type SimBrowser = { readonly name: string; readonly address: string; cookie: string | null }

/** Where somebody works: a tab with a label, and whether its page is the server's own or an integrator's, without a cookie. */
export type SimTab = {
  /** Names the tab in the log. */
  readonly who: string
  readonly browser: SimBrowser
  readonly subId: string
  readonly credential: 'cookie' | 'bearer'
}

/** A desk of an agent; `isSpare`: they have another one, and come here rarely. `application`: what stands beside the desk itself. */
export type Seat = { readonly username: string; readonly tab: SimTab; readonly isSpare: boolean; readonly application?: string }

/** A tab alone in a browser of its own. */
export function ownTab(who: string, address: string, credential: SimTab['credential'] = 'cookie'): SimTab {
  return { who, browser: { name: who, address, cookie: null }, subId: '', credential }
}

/** A tab that is isolated from the others of its browser by its name as label. */
export function isolatedTab(who: string, { browser }: SimTab): SimTab {
  return { who, browser, subId: who, credential: 'cookie' }
}

/** A page of another application on the same machine, with a key and a token of its own. */
function companionTab(username: string, { browser }: SimTab): SimTab {
  return { who: `${username}-phone`, browser, subId: '', credential: 'bearer' }
}

/** Some agents share a browser, some work on an integrator's page, and some have another application or a second desk. */
export function seatAgents(prng: Prng, usernames: readonly string[]): readonly Seat[] {
  const seats: Seat[] = []
  for (const username of usernames) {
    const neighbour = seats.find(({ tab }) => tab.credential === 'cookie')
    const tab =
      neighbour && prng.chance(0.3)
        ? isolatedTab(username, neighbour.tab)
        : ownTab(username, agentsAddress, prng.chance(0.3) ? 'bearer' : 'cookie')
    seats.push({ username, tab, isSpare: false })
    if (prng.chance(0.15)) seats.push({ username, tab: companionTab(username, tab), isSpare: true, application: 'phone' })
    if (!prng.chance(0.15)) continue
    const who = `${username}-spare`
    const spare = tab.credential === 'cookie' && prng.chance(0.5) ? isolatedTab(who, tab) : ownTab(who, agentsAddress, 'bearer')
    seats.push({ username, tab: spare, isSpare: true })
  }
  return seats
}

const agentsAddress = '198.51.100.7'
