import { createCustomerChat, type PageSignal, type ViewState } from '@hotseat/widget/parts'
import type { SiteShelf } from './page-shelves.ts'
import { createPageWire, type PagePlace } from './page-wire.ts'
import type { Shop } from './shop.ts'
import { live, type SimWorld } from './world.ts'

/** A page with the chat, as the invariants watch it. */
export type CustomerPage = {
  readonly who: string
  readonly projectId: string
  readonly view: () => ViewState
}

const meanActMs = 7_000
const serverOrigin = 'https://desk.example.test'

/** A page of a site in a customer's browser: the real widget without its face, and who uses it. `people`: whom the site may name there. */
export function createCustomerPage(
  world: SimWorld,
  shop: Shop,
  place: PagePlace,
  { people, shelf, tab }: { readonly people: readonly string[]; readonly shelf: SiteShelf; readonly tab: SiteShelf },
): CustomerPage {
  const { clock, network, log, quietAt } = world
  const { who, machine, site } = place
  const prng = world.prng.fork(who)
  const wire = createPageWire(world, place, prng.fork('wire'))
  /** Whom the site last named to the chat; null: nobody. */
  let named: string | null = null
  let isShownSoon = false
  let isSeen = true
  let said = 0
  let lastToken: string | null = null
  let signals = new Set<(signal: PageSignal) => void>()
  let chat = load()

  const says = (does: string) => log({ kind: 'person', at: clock.now(), who, does })

  function load(): ReturnType<typeof createCustomerChat> {
    const page = {}
    const heard = new Set<(signal: PageSignal) => void>()
    signals = heard
    const own = createCustomerChat(
      {
        clock,
        browser: shelf.of(page),
        tab: tab.of(page),
        random: prng.next,
        randomLabel: () => Buffer.from(prng.bytes(9)).toString('base64url'),
        ...wire,
        watch(onSignal) {
          heard.add(onSignal)
          return () => void heard.delete(onSignal)
        },
        watchShelf: (key, onChange) => shelf.watch(page, key, onChange),
        isVisible: () => isSeen,
      },
      { ...site, origin: serverOrigin },
      { onState: () => own === chat && showSoon(), onExpiring: () => undefined },
    )
    return own
  }

  /** What is on the screen is what is there when nothing more can change at this moment. */
  function showSoon(): void {
    if (isShownSoon) return
    isShownSoon = true
    queueMicrotask(() => {
      isShownSoon = false
      log({ kind: 'shown', at: clock.now(), who, subject: named, view: chat.state })
    })
  }

  async function logIn(subject: string): Promise<void> {
    // Now and then the site makes a mistake, and shows a token that is another project's.
    const project = prng.chance(0.03) ? 'sales' : site.project
    // A page that was cached shows the token that it was loaded with.
    const isCached = lastToken !== null && named === subject && prng.chance(0.15)
    const token = isCached ? lastToken : shop.sign(project, subject, clock.now())
    if (token === null) return
    says(`is ${subject}`)
    named = subject
    lastToken = token
    await chat.login(token).catch(() => undefined)
  }

  function logOut(): void {
    says('logs out')
    named = null
    void chat.logout().catch(() => undefined)
  }

  /** Another page, or the same one again; the site names its customer as soon as it is there. */
  async function reload(): Promise<void> {
    says('loads the page anew')
    chat.stop()
    chat = load()
    chat.start()
    if (named !== null && prng.chance(0.8)) await logIn(named)
    else named = null
  }

  function say(): void {
    for (let count = prng.pick([1, 1, 1, 2, 3]); count > 0; count -= 1) {
      said += 1
      chat.say(`${who} says ${said}`)
    }
  }

  async function chatOn(): Promise<void> {
    const draw = prng.next()
    if (draw < 0.45) return say()
    if (draw < 0.55) return chat.state.isOpen ? chat.close() : chat.open()
    if (draw < 0.6) return chat.changeDraft('…')
    if (draw < 0.68) return void chat.end()
    if (draw < 0.72) return logOut()
    if (draw < 0.78) return logIn(prng.pick(people))
    if (draw < 0.82) return reload()
    if (draw < 0.86) return network.partition(machine, Math.min(prng.integer(2, 60) * 1_000, quietAt - clock.now()))
    if (draw < 0.9) {
      isSeen = !isSeen
      for (const tell of signals) tell(isSeen ? 'becameVisible' : 'becameHidden')
      return
    }
    if (draw < 0.93) for (const tell of signals) tell(prng.pick(['wentOffline', 'wentOnline', 'thawed']))
  }

  chat.start()
  live(world, prng, meanActMs, async () => {
    if (chat.state.presence.kind === 'signedIn') await chatOn()
    else if (chat.state.presence.kind === 'signedOut' && prng.chance(0.6)) await logIn(prng.pick(people))
  })
  return { who, projectId: site.project, view: () => chat.state }
}
