/** Where someone sat last, on this browser. Never a password (S-52). */
export type Seat = { readonly extension: string | null; readonly place: string | null; readonly campaigns: readonly string[] }

type Remembered = { readonly tenant: string; readonly username: string; readonly seats: Readonly<Record<string, Seat>> }

const storageKey = 'hotseat.remembered'
const nothing: Remembered = { tenant: '', username: '', seats: {} }

const isText = (value: unknown): value is string => typeof value === 'string'

function parseSeat(value: unknown): Seat | null {
  if (typeof value !== 'object' || value === null) return null
  const { extension, place, campaigns } = value as Record<string, unknown>
  return {
    extension: isText(extension) ? extension : null,
    place: isText(place) ? place : null,
    campaigns: Array.isArray(campaigns) ? campaigns.filter(isText) : [],
  }
}

/** Reads what was remembered; whatever does not fit counts as never remembered. */
export function parseRemembered(text: string | null): Remembered {
  if (text === null) return nothing
  try {
    const { tenant, username, seats } = JSON.parse(text) as Record<string, unknown>
    const pairs = Object.entries(typeof seats === 'object' && seats !== null ? seats : {})
    return {
      tenant: isText(tenant) ? tenant : '',
      username: isText(username) ? username : '',
      seats: Object.fromEntries(pairs.flatMap(([who, value]) => (parseSeat(value) ? [[who, parseSeat(value) as Seat]] : []))),
    }
  } catch {
    return nothing
  }
}

/** Who signed in here last, and where each of them sat. */
export function readRemembered(): Remembered {
  return parseRemembered(localStorage.getItem(storageKey))
}

/** The key of a person's seat. */
export function seatKey(tenant: string, username: string): string {
  return `${tenant}/${username}`
}

/** Remembers who signed in here and, for an agent, where they sit. */
export function remember(tenant: string, username: string, seat: Seat | null): void {
  const before = readRemembered()
  // Only where someone sat: whoever calls may have all of an agent in hand.
  const kept = seat && { extension: seat.extension, place: seat.place, campaigns: seat.campaigns }
  const seats = kept === null ? before.seats : { ...before.seats, [seatKey(tenant, username)]: kept }
  // Twenty people share a desk at most; the oldest are let go.
  const newest = Object.fromEntries(Object.entries(seats).slice(-20))
  localStorage.setItem(storageKey, JSON.stringify({ tenant, username, seats: newest } satisfies Remembered))
}
