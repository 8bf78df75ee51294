import { ownTab } from './seats.ts'
import { type Shop, shopSites } from './shop.ts'
import type { Staff } from './staff.ts'
import { createStaff, staffAddress } from './staff.ts'
import type { SimWorld } from './world.ts'

/** Which of a project's campaigns can be handed on to. */
export const chatCampaigns = ['inbound-support', 'outbound-sales'] as const
/** What a project may have of them. */
const campaignLists = [chatCampaigns, ['inbound-support'], ['outbound-sales']] as const
/** So long before it is quiet nothing is disabled any more. */
const lastMs = 90_000

/** An administrator of the chat: opens the projects, rotates and revokes keys, disables and enables, lets tokens count once or more often. */
export function createChatAdministrator(world: SimWorld, shop: Shop): void {
  const opened = new Set<string>()

  createStaff(world, ownTab('admin01-chat', staffAddress), 'admin01', 9_000, async ({ prng, ask }) => {
    const closed = shopSites.find(({ project }) => !opened.has(project))
    const { project: id, origin } = closed ?? prng.pick(shopSites)
    const draw = prng.next()
    if (closed !== undefined) {
      const body = { autoLogin: true, allowedOrigins: [origin], campaigns: [...chatCampaigns], singleUse: prng.chance(0.4) }
      if ((await ask('changeChatProject', { params: { id }, body }))?.ok) opened.add(id)
    } else if (shop.keysOf(id).length === 0 || draw < 0.35) await createKey(ask, id)
    else if (draw < 0.6) await revokeKey(ask, id, prng.chance(0.7) ? shop.keysOf(id).at(0)?.kid : shop.keysOf(id).at(-1)?.kid)
    else if (draw < 0.7) await disableForAWhile(ask, id)
    else if (draw < 0.8) await ask('changeChatProject', { params: { id }, body: { singleUse: prng.chance(0.5) } })
    else if (draw < 0.9) await ask('changeChatProject', { params: { id }, body: { campaigns: [...prng.pick(campaignLists)] } })
  })

  async function createKey(ask: Staff['ask'], id: string): Promise<void> {
    const made = await ask('createChatKey', { params: { id } })
    // The answer of this operation is a key; one that was lost on the way nobody ever knows.
    if (made?.ok) shop.learn(id, made.value as { kid: string; secret: string })
  }

  async function revokeKey(ask: Staff['ask'], id: string, kid: string | undefined): Promise<void> {
    if (kid === undefined) return
    if ((await ask('revokeChatKey', { params: { id, kid } }))?.ok) shop.drop(id, kid)
  }

  async function disableForAWhile(ask: Staff['ask'], id: string): Promise<void> {
    if (world.clock.now() > world.quietAt - lastMs) return
    await ask('changeChatProject', { params: { id }, body: { disabled: true } })
    const enable = () => {
      world.clock.after(10_000, async () => {
        const done = await ask('changeChatProject', { params: { id }, body: { disabled: false } })
        if (!done?.ok && world.clock.now() < world.quietAt) enable()
      })
    }
    enable()
  }
}
