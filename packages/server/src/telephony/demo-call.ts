import { type Agent, accepted, type Interaction, refused } from '@hotseat/core'
import { commandAgent } from '../agent/command-agent.ts'
import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import { createId } from '../sign-on/tokens.ts'
import type { Transaction } from '../store/store.ts'
import type { AgentRow, CampaignRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { inventParty } from './invent-party.ts'

const medium = 'voice'
/** How often another agent is looked for when the one found was taken in the same moment. */
const tries = 3

/**
 * The simulated telephony: rings whoever has been ready longest for the campaign, or the agent asked for. Only with
 * demo data (spec TE1 to TE4).
 */
export function createDemoCall(deps: Deps, settings: TenantSettings): Handlers['demoCall'] {
  return async ({ caller, body }) => {
    if (!deps.demo) return refused('request.notFound')
    const store = deps.store.tenant(caller.tenantId)
    if (body.userId !== undefined && !(await store.get('members', { id: body.userId }))) return refused('object.unknown')
    if (body.campaign !== undefined && !(await store.get('campaigns', { id: body.campaign }))) return refused('object.unknown')
    for (let attempt = 0; attempt < tries; attempt++) {
      const ready = findReady(await store.find('agents'), body)
      const member = ready && (await store.get('members', { id: ready.userId }))
      if (!ready || !member) return refused('agent.noneReady')
      const { rules } = await settings.houseOf(caller.tenantId, { userId: member.id, role: member.role })
      const offered = await store.transact(async (tx) => {
        const campaign = await findCampaign(tx, body.campaign, ready.agent)
        if (!campaign) return refused('agent.noneReady')
        const now = deps.clock.now()
        const interaction = ring(deps, campaign, body.party, now)
        const meta = { at: now, by: null }
        const rung = await commandAgent(tx, member.id, { type: 'offer', medium, interaction }, rules, meta)
        return rung.ok ? accepted({ document: { interactionId: interaction.id, userId: member.id } }) : rung
      })
      if (offered.ok) return offered
    }
    return refused('agent.noneReady')
  }
}

function findReady(
  rows: readonly AgentRow[],
  wish: { campaign?: string; userId?: string },
): { readonly userId: string; readonly agent: Agent } | undefined {
  const ready = rows.flatMap(({ userId, agent }) => {
    const voice = agent.states.find((status) => status.medium === medium && status.state === 'READY')
    const works = wish.campaign === undefined ? agent.campaigns.length > 0 : agent.campaigns.includes(wish.campaign)
    const fits = works && (wish.userId === undefined || wish.userId === userId)
    return voice && fits ? [{ userId, agent, since: voice.since }] : []
  })
  return ready.toSorted((a, b) => a.since - b.since || (a.userId < b.userId ? -1 : 1))[0]
}

async function findCampaign(tx: Transaction, wish: string | undefined, agent: Agent): Promise<CampaignRow | undefined> {
  for (const id of wish === undefined ? agent.campaigns : [wish]) {
    const campaign = await tx.get('campaigns', { id })
    if (campaign?.disabledAt === null) return campaign
  }
  return undefined
}

function ring(deps: Deps, campaign: CampaignRow, party: string | undefined, now: number): Interaction {
  return {
    id: createId(deps.random),
    direction: campaign.type === 'outbound' ? 'outbound' : 'inbound',
    campaign: campaign.id,
    party: party ?? inventParty(deps.random),
    offeredAt: now,
    answeredAt: null,
    endedAt: null,
  }
}
