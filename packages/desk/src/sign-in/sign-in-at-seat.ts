import type { Hotseat } from '@hotseat/client'
import type { SessionDocument } from '@hotseat/protocol'
import { problemCode } from '../app/problem.ts'
import type { Seat } from '../app/remembered.ts'

type Who = { readonly tenant: string; readonly username: string; readonly password: string; readonly takeOver?: boolean }

/** A remembered seat as one types it. */
export function seatText(seat: Seat | undefined): string {
  return seat?.place ?? seat?.extension ?? ''
}

/** The two readings of what was typed, the likelier first: digits are an extension, words a place. */
export function readingsOf(seat: string): readonly ({ extension: string } | { place: string } | Record<never, never>)[] {
  if (seat === '') return [{}]
  const readings = [{ extension: seat }, { place: seat }]
  return /^[+\d\s-]+$/.test(seat) ? readings : readings.toReversed()
}

/** Signs in at an extension or a place, whichever it is; campaigns that are gone from the lists are left out. */
export async function signInAtSeat(
  hotseat: Hotseat,
  who: Who,
  seat: string,
  campaigns: readonly string[] | undefined,
): Promise<SessionDocument> {
  let refusal: unknown
  let wish = campaigns === undefined || campaigns.length === 0 ? {} : { campaigns: [...campaigns] }
  const readings = [...readingsOf(seat)]
  for (let reading = readings.shift(); reading !== undefined; reading = readings.shift()) {
    try {
      return await hotseat.signIn({ ...who, ...reading, ...wish })
    } catch (error) {
      refusal ??= error
      const code = problemCode(error)
      if (code === 'signIn.campaigns' && 'campaigns' in wish) {
        wish = {}
        readings.unshift(reading)
      } else if (code !== 'signIn.extension' && code !== 'signIn.place') throw error
    }
  }
  throw refusal
}
