import { type Agent, chooseVoiceDevice } from '@hotseat/core'
import type { Lists } from './desk-lists.ts'
import { findDefaultPlace, type Place } from './places.ts'
import { encodeState } from './user-state.ts'

/** What an agent's devices and channels are told from. */
export type AgentFacts = {
  readonly agent: Pick<Agent, 'states' | 'extension' | 'place'> | null
  /** The person's own number. */
  readonly number: string | null
  readonly desk: Lists
  /** The server's origin, for the vendor's `…Uri` members. */
  readonly origin: string
}

/** The medium that rings a phone. */
export const voice = 'voice'

/** The channels of the tenant, each with what the agent does there. */
export function encodeChannels(facts: AgentFacts) {
  return facts.desk.media.map(({ id }) => encodeChannel(facts, id))
}

export function encodeChannel({ agent, desk, origin }: AgentFacts, medium: string) {
  const path = `/me/channels/${encodeURIComponent(medium)}`
  const status = agent?.states.find((each) => each.medium === medium)
  return { channel: medium, ...encodeState(status, desk.reasonCodes), doNotDisturb: 'Off', uri: `${origin}/api/v2${path}`, path }
}

/**
 * The phones of where the agent sits, or would sit by default, the one that rings first. `Active` is the one with a started
 * voice session.
 */
export function encodeDevices(facts: AgentFacts) {
  const { agent, desk, number } = facts
  const status = agent?.states.find(({ medium }) => medium === voice)
  const active = status && status.state !== 'LOGOUT' ? (agent?.extension ?? null) : null
  const place = active === null ? findDefaultPlace(desk.places, number) : seatOf(facts, active)
  const first = active ?? (place && numberOf(place))
  return phonesOf(place)
    .toSorted((a, b) => Number(b.dn === first) - Number(a.dn === first))
    .map((phone) => encodeDevice(facts, phone, phone.dn === active))
}

type Phone = { readonly dn: string; readonly switch: string }

/** The switch of phones that no place lists. */
const noSwitch = 'default'

function encodeDevice({ agent, desk, origin }: AgentFacts, { dn, switch: at }: Phone, isActive: boolean) {
  const status = agent?.states.find(({ medium }) => medium === voice)
  return {
    id: `${dn}@${at}`,
    deviceState: isActive ? 'Active' : 'Inactive',
    ...(isActive && { userState: encodeState(status, desk.reasonCodes).userState }),
    phoneNumber: dn,
    description: `${dn} on ${at}`,
    e164Number: dn,
    telephonyNetwork: 'Private',
    doNotDisturb: 'Off',
    voiceEnvironmentUri: `${origin}/api/v2/voice-environments/${encodeURIComponent(at)}`,
    // Forwarding and the like are the phone's own here.
    capabilities: [],
    channels: [voice],
  }
}

function seatOf({ agent, desk }: AgentFacts, extension: string): Place {
  const place = desk.places.find(({ id }) => id === agent?.place)
  const isThere = place?.extension === extension || place?.devices.some(({ dn }) => dn === extension)
  return place && isThere ? place : { id: null, name: extension, extension, devices: [] }
}

function phonesOf(place: Place | null): readonly Phone[] {
  if (place === null) return []
  if (place.devices.length > 0) return place.devices
  return place.extension === null ? [] : [{ dn: place.extension, switch: noSwitch }]
}

function numberOf(place: Place): string | null {
  const chosen = chooseVoiceDevice(place)
  return chosen.ok ? chosen.value : null
}
