import { type AgentState, type MediumStatus, systemReasons } from '@hotseat/core'
import type { DeskDocument } from '@hotseat/protocol'
import type { Texts } from '../texts/en.ts'
import { joinIsolated } from '../texts/isolate.ts'

/** The colour family of a state; the tokens give each a solid, a soft and an ink colour in both themes. */
export type Tone = 'ready' | 'notReady' | 'reserved' | 'talking' | 'hold' | 'work' | 'out' | 'lost'

const tones: Record<AgentState, Tone> = {
  LOGOUT: 'out',
  NOT_READY: 'notReady',
  READY: 'ready',
  RESERVED: 'reserved',
  RESERVED_OUTBOUND: 'reserved',
  RESERVED_OUTBOUND_PREVIEW: 'reserved',
  TALKING: 'talking',
  HOLD: 'hold',
  WORK: 'work',
  WORK_READY: 'work',
}

/** The tone of a state. */
export function toneOf(state: AgentState): Tone {
  return tones[state]
}

type Reasons = Pick<DeskDocument, 'reasonCodes'>['reasonCodes']

/** The words of a reason code: the tenant's label, the system's own, or the number when nobody knows it. */
export function reasonText(code: number, reasons: Reasons, texts: Texts): string {
  const own = reasons.find((reason) => reason.code === code && !reason.system)
  if (own !== undefined) return own.label
  const names = Object.keys(systemReasons) as (keyof typeof systemReasons)[]
  const system = names.find((name) => systemReasons[name] === code)
  if (system !== undefined) return texts.systemReasons[system]
  return reasons.find((reason) => reason.code === code)?.label ?? String(code)
}

/** A state in words: `Not ready · Lunch`. */
export function stateText(status: Pick<MediumStatus, 'state' | 'reasonCode'>, reasons: Reasons, texts: Texts): string {
  const word = texts.states[status.state]
  return status.reasonCode === null ? word : joinIsolated([word, reasonText(status.reasonCode, reasons, texts)])
}
