import type { CampaignDocument } from '@hotseat/protocol'
import { chatMedium } from '../chat/chat-medium.ts'
import type { Deps } from '../deps.ts'
import type { CampaignRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { createShelfCalls, disabledAtOf, type Readable, type Shelf } from './shelf.ts'

/** Campaigns: their media exist, and one that somebody works for, or a chat project needs, keeps what it is needed for (spec AD12). */
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
    if (previous?.disabledAt !== null) return null
    const stops = next.disabledAt !== null
    if (stops && (await isWorkedFor(reader, next.id))) return { code: 'object.inUse' }
    const losesChats = previous.media.includes(chatMedium) && !next.media.includes(chatMedium)
    if (!(stops || losesChats) || !(await isOfProject(reader, next.id))) return null
    return { code: 'object.inUse', field: stops ? 'disabled' : 'media' }
  },
}

async function isWorkedFor(reader: Readable, id: string): Promise<boolean> {
  const agents = await reader.find('agents')
  return agents.some(({ agent }) => agent.sessionId !== null && agent.campaigns.includes(id))
}

/** Whether customers would wait in a queue that nobody comes to. */
async function isOfProject(reader: Readable, id: string): Promise<boolean> {
  const projects = await reader.find('chatProjects', { where: { disabledAt: null } })
  return projects.some(({ campaigns }) => campaigns.includes(id))
}
