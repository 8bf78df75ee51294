import { type MediumStatus, type SystemReason, systemReasonLabels, systemReasons } from '@hotseat/core'
import type { TenantStore } from '../../store/store.ts'

/** What an agent does on one medium, as far as Ameyo's words go; `workingMode` has our exact state. */
export type AmeyoStatus = {
  readonly isOnBreak: boolean
  readonly isOnAuto: boolean
  readonly statusDescription: string
  readonly readyBreakTime: number | null
  readonly autoChangeTime: number | null
  readonly workingMode: string
}

/** One row of `userCCRuntimes`. Breaches of thresholds are told by the floor, not here. */
export type Runtime = AmeyoStatus & {
  readonly userId: string
  readonly sessionId: string | null
  readonly terminalInfo: string
  readonly startTime: number | null
  readonly thresholdBreach: false
  readonly thresholdParameterBreached: null
}

type Shown = Pick<MediumStatus, 'state' | 'reasonCode' | 'since'>

const descriptions: Record<MediumStatus['state'], string> = {
  LOGOUT: 'Logged Out',
  NOT_READY: 'Break',
  READY: 'Available',
  RESERVED: 'Ringing',
  RESERVED_OUTBOUND: 'Ringing',
  RESERVED_OUTBOUND_PREVIEW: 'Preview',
  TALKING: 'On Call',
  HOLD: 'On Hold',
  WORK: 'Wrap Up',
  WORK_READY: 'Wrap Up',
}

/** Status in Ameyo's words. On a break the description is the reason's label. */
export async function showStatus(store: Pick<TenantStore, 'get'>, status: Shown | undefined): Promise<AmeyoStatus> {
  const { state, reasonCode, since } = status ?? { state: 'LOGOUT', reasonCode: null, since: null }
  const isOnBreak = state === 'NOT_READY' || state === 'LOGOUT'
  const label = state === 'NOT_READY' && reasonCode !== null ? await findLabel(store, reasonCode) : undefined
  return {
    isOnBreak,
    isOnAuto: !isOnBreak,
    statusDescription: label ?? descriptions[state],
    readyBreakTime: since,
    autoChangeTime: since,
    workingMode: state,
  }
}

/** A whole row; `agent` is null for who has no agent's work. */
export async function showRuntime(
  store: Pick<TenantStore, 'get'>,
  agent: { readonly extension: string | null; readonly states: readonly Shown[] } | null,
  session: Pick<Runtime, 'userId' | 'sessionId' | 'startTime'>,
): Promise<Runtime> {
  return {
    ...session,
    ...(await showStatus(store, agent?.states[0])),
    terminalInfo: agent?.extension ?? '',
    thresholdBreach: false,
    thresholdParameterBreached: null,
  }
}

async function findLabel(store: Pick<TenantStore, 'get'>, code: number): Promise<string | undefined> {
  const isOf = ([, each]: [string, number]) => each === code
  const system = Object.entries(systemReasons).find(isOf)?.[0]
  if (system !== undefined && isSystemReason(system)) return systemReasonLabels[system]
  return (await store.get('reasonCodes', { id: `NOT_READY:${code}` }))?.label
}

function isSystemReason(name: string): name is SystemReason {
  return Object.hasOwn(systemReasonLabels, name)
}
