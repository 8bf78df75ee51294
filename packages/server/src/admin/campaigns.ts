import type { CampaignDocument } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { CampaignRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { createShelfCalls, disabledAtOf, type Shelf } from './shelf.ts'

/** Campaigns: their media exist, and one that somebody works for, or a chat project needs, cannot be disabled (spec AD12). */
export function createCampaigns(deps: Deps): Pick<Handlers, 'campaigns' | 'createCampaign' | 'campaign' | 'changeCampaign'> {
  const calls = createShelfCalls(deps, campaignShelf)
  return {
    campaigns: ({ caller }) => calls.list(caller),
    campaign: ({ caller, params }) => calls.read(caller, params.id),
    createCampaign: ({ caller, body }) => calls.create(caller, { ...body, disabledAt: null }),
    changeCampaign: ({ caller, params, body: { disabled, ...rest } }) =>
      calls.change(caller, params.id, (row, now) => ({ ...row, ...rest, disabledAt: disabledAtOf(row, disabled, now) })),
  }
}

const campaignShelf: Shelf<CampaignRow, CampaignDocument> = {
  kind: 'campaign',
  get: (reader, id) => reader.get('campaigns', { id }),
  all: (reader) => reader.find('campaigns', { orderBy: 'id' }),
  put: (tx, row) => tx.put('campaigns', row),
  show: ({ disabledAt, media, ...row }) => ({ ...row, media: [...media], disabled: disabledAt !== null }),
  check: async (reader, next, previous) => {
    const media = new Set((await reader.find('media')).map(({ id }) => id))
    if (!next.media.every((id) => media.has(id))) return { code: 'request.invalid', field: 'media' }
    if (next.disabledAt === null || previous?.disabledAt !== null) return null
    const worked = (await reader.find('agents')).some(
      ({ agent }) => agent.sessionId !== null && agent.campaigns.includes(next.id),
    )
    if (worked) return { code: 'object.inUse' }
    // Its customers would wait in a queue that nobody comes to.
    const projects = await reader.find('chatProjects', { where: { disabledAt: null } })
    return projects.some(({ campaigns }) => campaigns.includes(next.id)) ? { code: 'object.inUse' } : null
  },
}
