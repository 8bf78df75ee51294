import { Refused } from '../../http/problem.ts'
import type { AdapterParts } from '../adapter.ts'
import { requireAnswer } from '../require-answer.ts'
import type { Admitted } from './admit.ts'

/** How clients name a reason: by its code, as number or text, or by its label. */
export type GivenReason = string | number | null | undefined
type Category = 'NOT_READY' | 'LOGOUT'

/** The code of a reason for not being ready; undefined when none is given, refused when there is no such one. */
export async function requireReason(parts: AdapterParts, who: Admitted, given: GivenReason): Promise<number | undefined> {
  if (given === undefined || given === null || given === '') return undefined
  const code = await findReason(parts, who, 'NOT_READY', given)
  if (code === undefined) throw new Refused({ code: 'agent.reasonUnknown', field: 'reason' })
  return code
}

/** The code of a reason for signing out. Clients write there what they like, and nobody is kept in for it. */
export async function findLogoutReason(parts: AdapterParts, who: Admitted, given: GivenReason): Promise<number | undefined> {
  if (given === undefined || given === null || given === '' || who.caller.mustEnrol) return undefined
  return findReason(parts, who, 'LOGOUT', given)
}

async function findReason({ perform }: AdapterParts, { caller, facts }: Admitted, category: Category, given: string | number) {
  const { reasonCodes } = requireAnswer(await perform('desk', caller, {}, facts))
  const wanted = String(given).trim().toLowerCase()
  const found = reasonCodes.find(
    (row) => row.category === category && (String(row.code) === wanted || row.label.toLowerCase() === wanted),
  )
  return found?.code
}
