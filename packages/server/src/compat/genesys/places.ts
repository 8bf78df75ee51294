import { chooseVoiceDevice, type Result, refused } from '@hotseat/core'
import type { DeskDocument } from '@hotseat/protocol'

/** Where somebody may sit: a place of the tenant, or their own phone, which has no id. */
export type Place = Omit<DeskDocument['places'][number], 'id'> & { readonly id: string | null }

/** A seat to move to. */
export type Seat = { readonly place?: string; readonly extension: string }

/** The place with a person's own number, else a phone of that number; null for who has none (spec GW31). */
export function findDefaultPlace(places: readonly Place[], number: string | null): Place | null {
  if (number === null) return null
  return places.find(({ extension }) => extension === number) ?? { id: null, name: number, extension: number, devices: [] }
}

/** The place that a client names, by id or name. */
export function findPlace(places: readonly Place[], name: string): Place | null {
  return places.find(({ id }) => id === name) ?? places.find((place) => place.name === name) ?? null
}

/** The seat that a voice session takes at a place: core says which device. */
export function seatAt(place: Place | null): Result<Seat> {
  if (place === null) return refused('signIn.place', { field: 'place' })
  const chosen = chooseVoiceDevice(place)
  if (!chosen.ok) return chosen
  return { ok: true, value: { ...(place.id !== null && { place: place.id }), extension: chosen.value } }
}
