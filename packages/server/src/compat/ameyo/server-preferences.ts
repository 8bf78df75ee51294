import { type PreferenceKey, parsePreferenceValue } from '@hotseat/core'
import { type Static, Type } from 'typebox'
import { Refused } from '../../http/problem.ts'
import { nobody } from '../../preferences/tenant-settings.ts'
import type { AdapterParts, VendorRoute } from '../adapter.ts'
import { createQueryReader } from '../read-query.ts'
import { requireAnswer } from '../require-answer.ts'
import type { Admit } from './admit.ts'
import { findPreference, parseStored, showPreferences } from './preference-strings.ts'
import { type AmeyoCall, route, routeWithBody } from './route.ts'

const readContext = createQueryReader(
  Type.Object({
    contextType: Type.Optional(Type.Literal('contactCenter')),
    contextId: Type.Optional(Type.String({ maxLength: 128 })),
  }),
)
const StoredBody = Type.Record(Type.String({ maxLength: 80 }), Type.String({ maxLength: 1_000 }), { maxProperties: 64 })

/** The server preference store of a contact centre: names and texts (seed 000). */
export function preferenceRoutes({ perform, settings, leases }: AdapterParts, admit: Admit): readonly VendorRoute[] {
  /** Another contact centre does not exist for whoever is not in it. */
  function requireOwnCentre({ caller, request }: AmeyoCall): void {
    const { contextId = caller.tenantId } = readContext(request.query)
    if (contextId !== caller.tenantId) throw new Refused({ code: 'object.unknown', field: 'contextId' })
  }

  async function show(call: AmeyoCall) {
    requireOwnCentre(call)
    return showPreferences(await settings.preferencesOf(call.caller.tenantId, nobody))
  }

  /** All values are looked at before the first is set, so that a wrong one changes nothing. */
  async function change(call: AmeyoCall, body: Static<typeof StoredBody>) {
    requireOwnCentre(call)
    await leases.active(call.caller)
    for (const [key, value] of Object.entries(body).map(parse)) {
      const wish = { params: { level: 'tenant', key }, body: { value } }
      requireAnswer(await perform('setPreference', call.caller, wish, call.facts))
    }
    return show(call)
  }

  async function reload({ caller, facts }: AmeyoCall) {
    requireAnswer(await perform('reloadPreferences', caller, {}, facts))
    return { status: 'reloaded' }
  }

  return [
    route(admit, 'GET', 'cc/serverPreferences', show),
    routeWithBody(admit, 'PUT', 'cc/serverPreferences', StoredBody, change),
    route(admit, 'POST', 'cc/serverPreferences/reload', reload),
  ]
}

function parse([name, text]: [string, string]): [PreferenceKey, unknown] {
  const key = findPreference(name)
  if (key === undefined) throw new Refused({ code: 'preference.unknown', field: name })
  const parsed = parsePreferenceValue(key, parseStored(key, text))
  if (!parsed.ok) throw new Refused({ ...parsed.refusal, field: name })
  return [key, parsed.value]
}
