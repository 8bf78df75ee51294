import { type Agent, accepted, type Result, refused } from '@hotseat/core'
import type { Transaction } from '../store/store.ts'
import type { MemberRow } from '../store/tables.ts'

/** Where and for whom an agent asks to work; what is left out is chosen for them. */
export type SeatWish = {
  readonly extension?: string
  readonly place?: string
  readonly campaigns?: readonly string[]
  readonly media?: readonly string[]
}
export type ChosenSeat = {
  readonly extension: string | null
  readonly place: string | null
  readonly campaigns: readonly string[]
}

/**
 * Finds the agent's seat: the extension asked for, else the place's, else where they sit already, else their own number
 * (spec SI3).
 */
export async function chooseSeat(
  tx: Transaction,
  wish: SeatWish,
  member: MemberRow,
  working: Agent | undefined,
): Promise<Result<ChosenSeat>> {
  const place = wish.place === undefined ? undefined : await tx.get('places', { id: wish.place })
  if (wish.place !== undefined && (!place || place.disabledAt !== null)) return refused('signIn.place', { field: 'place' })
  const isDevice = place?.devices.some(({ dn }) => dn === wish.extension) ?? false
  if (wish.extension !== undefined && !isDevice && !(await isExtension(tx, wish.extension))) {
    return refused('signIn.extension', { field: 'extension' })
  }
  const campaigns = await chooseCampaigns(tx, wish.campaigns, member, working)
  if (!campaigns.ok) return campaigns
  if (wish.extension === undefined && !place && working) {
    return accepted({ extension: working.extension, place: working.place, campaigns: campaigns.value })
  }
  // Who begins on no medium sits nowhere yet, so nobody has to give way (spec SI4).
  const sitsNowhere = wish.media?.length === 0 && wish.extension === undefined && !place
  const extension = sitsNowhere ? null : (wish.extension ?? place?.extension ?? member.extension)
  return accepted({ extension, place: place?.id ?? null, campaigns: campaigns.value })
}

/** What an agent works on after a sign-in: the media asked for, else all; who works already goes on with theirs (spec SI4). */
export function chooseMedia(
  all: readonly string[],
  wish: readonly string[] | undefined,
  working: Agent | undefined,
): readonly string[] {
  if (wish === undefined) return all
  const begun = working?.states.filter(({ state }) => state !== 'LOGOUT').map(({ medium }) => medium)
  return all.filter((id) => (begun ?? wish).includes(id))
}

/** The campaigns asked for, else those worked for already, else all assigned; open and assigned ones only. */
export async function chooseCampaigns(
  tx: Transaction,
  wish: readonly string[] | undefined,
  member: MemberRow,
  working: Agent | undefined,
): Promise<Result<readonly string[]>> {
  if (wish === undefined && working) return accepted(working.campaigns)
  const open = await openCampaigns(tx, member)
  const chosen = wish ?? open
  return chosen.every((id) => open.includes(id)) ? accepted(chosen) : refused('signIn.campaigns', { field: 'campaigns' })
}

/** Those of the campaigns, all assigned ones if none are named, that the person is assigned to and that are not disabled. */
export async function openCampaigns(tx: Transaction, member: MemberRow, among = member.campaigns): Promise<readonly string[]> {
  const assigned = among.filter((id) => member.campaigns.includes(id))
  const rows = await Promise.all(assigned.map((id) => tx.get('campaigns', { id })))
  return rows.flatMap((row) => (row?.disabledAt === null ? [row.id] : []))
}

/** An extension is a number that a place or a member of the tenant has. */
async function isExtension(tx: Transaction, extension: string): Promise<boolean> {
  const [member] = await tx.find('members', { where: { extension, disabledAt: null }, limit: 1 })
  if (member) return true
  return (await tx.find('places', { where: { extension, disabledAt: null }, limit: 1 })).length > 0
}
