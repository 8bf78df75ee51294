/** Every state an agent can be in on one medium (vendor table, section 2; `UNKNOWN` exists on the wire only). */
export const agentStates = [
  'LOGOUT',
  'NOT_READY',
  'READY',
  'RESERVED',
  'RESERVED_OUTBOUND',
  'RESERVED_OUTBOUND_PREVIEW',
  'TALKING',
  'HOLD',
  'WORK',
  'WORK_READY',
] as const
export type AgentState = (typeof agentStates)[number]

/** The states that a person may ask for; the others are set by interactions. */
export const settableStates = ['READY', 'NOT_READY', 'LOGOUT'] as const
export type SettableState = (typeof settableStates)[number]

/** Who caused a change: the agent, someone with `floor.act`, or the system itself. */
export type Actor = { readonly kind: 'agent' | 'supervisor' | 'system'; readonly userId: string | null }

/** A state change asked for during an interaction; it applies when the interaction is over. At most one a medium. */
export type PendingState = {
  readonly state: SettableState
  /** The code of a reason in the tenant's catalogue, or a system reason. */
  readonly reasonCode: number | null
  readonly requestedAt: number
  readonly by: Actor
}

/** One call or chat that an agent is reserved for, works on, or wraps up. */
export type Interaction = {
  readonly id: string
  readonly direction: 'inbound' | 'outbound'
  readonly campaign: string
  /** Who is on the other side, as shown to the agent: a number or a name; '' for a guest of the chat who gave none. */
  readonly party: string
  readonly offeredAt: number
  readonly answeredAt: number | null
  readonly endedAt: number | null
}

/** What an agent does on one medium. All moments are epoch milliseconds. */
export type MediumStatus = {
  readonly medium: string
  readonly state: AgentState
  readonly reasonCode: number | null
  readonly since: number
  readonly pending: PendingState | null
  readonly interaction: Interaction | null
}

/** What an agent held on one medium when the connection was lost. */
export type HeldState = Pick<MediumStatus, 'medium' | 'state' | 'reasonCode' | 'since' | 'pending'>

/** What the agent held when the connection was lost past the grace period, so that coming back restores it. */
export type LostState = {
  readonly since: number
  /** Media that someone changed since are gone from here: a newer action is never overridden (spec AG41). */
  readonly before: readonly HeldState[]
  readonly seat: Seat
}

/** Where an agent sits. */
export type Seat = { readonly extension: string | null; readonly place: string | null }

/** An agent at work: where they sit, for whom, and their state on every medium. */
export type Agent = {
  readonly userId: string
  /** The session that carries the agent's work; null when signed out. */
  readonly sessionId: string | null
  readonly extension: string | null
  readonly place: string | null
  readonly campaigns: readonly string[]
  readonly states: readonly MediumStatus[]
  readonly lost: LostState | null
}

/** Reason codes that only the system sets. The tenant's own codes are 1–49,999. */
export const systemReasons = {
  connectionLost: 50_001,
  notAnswered: 50_002,
  extensionTaken: 50_003,
  bySupervisor: 50_004,
  takenOver: 50_005,
  sessionExpired: 50_006,
  byAdministrator: 50_007,
  passwordChanged: 50_008,
} as const
export type SystemReason = keyof typeof systemReasons

/** What a person reads for a system reason; adapters show the same words. */
export const systemReasonLabels: Record<SystemReason, string> = {
  connectionLost: 'Connection lost',
  notAnswered: 'Not answered',
  extensionTaken: 'Extension taken by someone else',
  bySupervisor: 'Set by a supervisor',
  takenOver: 'Signed in somewhere else',
  sessionExpired: 'Shift has ended',
  byAdministrator: 'Ended by an administrator',
  passwordChanged: 'Password changed',
}
