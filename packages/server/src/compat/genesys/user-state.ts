import { type MediumStatus, type SystemReason, systemReasonLabels, systemReasons } from '@hotseat/core'
import type { DeskDocument } from '@hotseat/protocol'

/** The tenant's reasons for not being ready. */
export type Reasons = DeskDocument['reasonCodes']

/** What an agent does on a channel, in the vendor's words. `reason` is a label of the tenant's list, or the system's. */
export type UserState = {
  readonly id: string
  readonly displayName: string
  readonly state: 'LoggedOut' | 'NotReady' | 'Ready'
  readonly reason?: string
  readonly workMode?: 'AfterCallWork'
}

/** Whether something rings, is on the line, or neither. */
export type Activity = 'Idle' | 'DeliveringInteraction' | 'HandlingInteraction'

const loggedOut: UserState = { id: 'LoggedOut', displayName: 'Logged Out', state: 'LoggedOut' }
const ready: UserState = { id: 'Ready', displayName: 'Ready', state: 'Ready' }
const notReady: UserState = { id: 'NotReady', displayName: 'Not Ready', state: 'NotReady' }
const afterCallWork: UserState = {
  ...notReady,
  ...{ id: 'AfterCallWork', displayName: 'After Call Work', workMode: 'AfterCallWork' },
}

const words: { readonly [S in MediumStatus['state']]: { readonly userState: UserState; readonly activity: Activity } } = {
  LOGOUT: { userState: loggedOut, activity: 'Idle' },
  NOT_READY: { userState: notReady, activity: 'Idle' },
  READY: { userState: ready, activity: 'Idle' },
  RESERVED: { userState: ready, activity: 'DeliveringInteraction' },
  RESERVED_OUTBOUND: { userState: ready, activity: 'DeliveringInteraction' },
  RESERVED_OUTBOUND_PREVIEW: { userState: ready, activity: 'DeliveringInteraction' },
  TALKING: { userState: ready, activity: 'HandlingInteraction' },
  HOLD: { userState: ready, activity: 'HandlingInteraction' },
  WORK: { userState: afterCallWork, activity: 'Idle' },
  WORK_READY: { userState: afterCallWork, activity: 'Idle' },
}

/** The vendor's words for a medium; one that was not started is logged out. */
export function encodeState(status: Pick<MediumStatus, 'state' | 'reasonCode'> | undefined, reasons: Reasons) {
  const { userState, activity } = words[status?.state ?? 'LOGOUT']
  const reason = status?.state === 'NOT_READY' ? labelOf(status.reasonCode, reasons) : undefined
  return { userState: reason === undefined ? userState : { ...userState, displayName: reason, reason }, activity }
}

function labelOf(code: number | null, reasons: Reasons): string | undefined {
  if (code === null) return undefined
  const system = Object.keys(systemReasons).find((name): name is SystemReason => systemReasons[name as SystemReason] === code)
  const listed = reasons.find((row) => row.category === 'NOT_READY' && row.code === code)
  return system === undefined ? (listed?.label ?? String(code)) : systemReasonLabels[system]
}
