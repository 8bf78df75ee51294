import type { CampaignDocument } from '@hotseat/protocol'
import { Type } from 'typebox'
import type { AdapterParts, VendorRoute } from '../adapter.ts'
import { createQueryReader } from '../read-query.ts'
import { requireAnswer } from '../require-answer.ts'
import { type Admit, requireOwnSession } from './admit.ts'
import { type AmeyoCall, route } from './route.ts'

const readQuery = createQueryReader(Type.Object({ sessionId: Type.Optional(Type.String({ maxLength: 200 })) }))

/** Ameyo's words for what a campaign does. */
const campaignTypes: Record<CampaignDocument['type'], string> = {
  inbound: 'Interactive Voice Application',
  outbound: 'Outbound Voice Campaign',
  blended: 'Interactive Voice Application',
}

/** The campaigns one may choose from, and for an administrator all that are open. */
export function campaignRoutes({ perform }: AdapterParts, admit: Admit): readonly VendorRoute[] {
  async function showAssigned(call: AmeyoCall) {
    requireOwnSession(call, readQuery(call.request.query).sessionId)
    const { campaigns } = requireAnswer(await perform('desk', call.caller, {}, call.facts))
    return campaigns.filter(({ assigned }) => assigned).map((campaign) => show(call, campaign))
  }

  async function showAll(call: AmeyoCall) {
    requireOwnSession(call, readQuery(call.request.query).sessionId)
    const { rows } = requireAnswer(await perform('campaigns', call.caller, {}, call.facts))
    return rows.filter(({ disabled }) => !disabled).map((campaign) => show(call, campaign))
  }

  return [
    route(admit, 'GET', 'cc/campaigns/getAssigned', showAssigned),
    route(admit, 'GET', 'cc/campaigns/getAllCampaigns', showAll),
  ]
}

/** We know no processes, so there is none to name. */
function show(
  { caller }: AmeyoCall,
  { id, name, type, description }: Pick<CampaignDocument, 'id' | 'name' | 'type' | 'description'>,
) {
  return {
    campaignId: id,
    campaignName: name,
    campaignType: campaignTypes[type],
    description,
    processId: null,
    contactCenterId: caller.tenantId,
  }
}
