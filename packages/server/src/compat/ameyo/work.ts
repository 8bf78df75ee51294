import type { SettableState } from '@hotseat/core'
import { type Static, Type } from 'typebox'
import { Refused } from '../../http/problem.ts'
import type { AdapterParts, VendorRoute } from '../adapter.ts'
import { requireAnswer } from '../require-answer.ts'
import type { Admit } from './admit.ts'
import { findLogoutReason, type GivenReason, requireReason } from './reasons.ts'
import { type AmeyoCall, routeWithBody } from './route.ts'
import { showRuntime } from './runtime.ts'

const Id = Type.String({ minLength: 1, maxLength: 128 })
const SelectCampaignBody = Type.Object({ campaignId: Id, extension: Type.Optional(Id) })
const StatusBody = Type.Object({
  status: Type.String({ minLength: 1, maxLength: 60 }),
  reason: Type.Optional(Type.Union([Type.String({ maxLength: 300 }), Type.Integer(), Type.Null()])),
  medium: Type.Optional(Id),
})

/** Words for a status, whatever their case and whatever stands between their parts. */
const statuses: Readonly<Record<string, SettableState>> = {
  READY: 'READY',
  AVAILABLE: 'READY',
  NOTREADY: 'NOT_READY',
  BREAK: 'NOT_READY',
  ONBREAK: 'NOT_READY',
  LOGOUT: 'LOGOUT',
}

/** What an agent does: choose the campaign and the extension to work on, and a status. */
export function workRoutes(parts: AdapterParts, admit: Admit): readonly VendorRoute[] {
  const { perform, deps, leases } = parts

  async function selectCampaign({ caller, facts }: AmeyoCall, { campaignId, extension }: Static<typeof SelectCampaignBody>) {
    await leases.active(caller)
    const body = { campaigns: [campaignId], ...(extension !== undefined && { extension }) }
    const seated = requireAnswer(await perform('setSeat', caller, { body }, facts))
    return { campaignId, extension: seated.extension, sessionId: caller.session.id }
  }

  async function setStatus(call: AmeyoCall, body: Static<typeof StatusBody>) {
    const { caller, facts } = call
    await leases.active(caller)
    const state = statuses[body.status.toUpperCase().replace(/[\s_-]/g, '')]
    if (state === undefined) {
      const message = 'must be READY, NOT_READY or LOGOUT'
      throw new Refused({ code: 'request.invalid' }, [{ field: 'status', message }])
    }
    const medium = body.medium ?? (await mainMedium(call))
    const reasonCode = await readReason(call, state, body.reason)
    const wish = { medium, state, ...(reasonCode !== undefined && { reasonCode }) }
    const agent = requireAnswer(await perform('setState', caller, { body: wish }, facts))
    const { id: sessionId, startedAt: startTime } = caller.session
    const shown = { userId: caller.member.username, sessionId, startTime }
    return showRuntime(deps.store.tenant(caller.tenantId), agent, shown)
  }

  async function readReason(call: AmeyoCall, state: SettableState, given: GivenReason): Promise<number | undefined> {
    if (state === 'READY') return undefined
    return state === 'LOGOUT' ? findLogoutReason(parts, call, given) : requireReason(parts, call, given)
  }

  /** The tenant's first medium, by which Ameyo's one status goes. */
  async function mainMedium({ caller, facts }: AmeyoCall): Promise<string> {
    const { agent } = requireAnswer(await perform('session', caller, {}, facts))
    return agent?.states[0]?.medium ?? 'voice'
  }

  return [
    routeWithBody(admit, 'POST', 'cc/agent/selectCampaign', SelectCampaignBody, selectCampaign),
    routeWithBody(admit, 'PUT', 'cc/agent/status', StatusBody, setStatus),
  ]
}
