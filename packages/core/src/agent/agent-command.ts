import type { NewEvent } from '../events.ts'
import type { RecordingWhen } from '../recording/recording-when.ts'
import type { Actor, Interaction, Seat, SettableState } from './agent.ts'

/** What can be asked of an agent. Ids and moments come from outside; the rules make none up. */
export type AgentCommand =
  | {
      readonly type: 'signIn'
      readonly sessionId: string
      readonly extension: string | null
      readonly place: string | null
      readonly campaigns: readonly string[]
      /** Every medium the agent works on. */
      readonly media: readonly string[]
      /** Work that a loss signed out goes on: the shift that it was in is not over (spec AG45). */
      readonly goesOn?: boolean
    }
  | {
      readonly type: 'setState'
      readonly medium: string
      readonly state: SettableState
      readonly reasonCode: number | null
      readonly by: Actor
    }
  | { readonly type: 'cancelPending'; readonly medium: string; readonly by: Actor }
  | { readonly type: 'setCampaigns'; readonly campaigns: readonly string[] }
  /** Rings the agent. An outbound one may be shown for preview before it is dialled. */
  | { readonly type: 'offer'; readonly medium: string; readonly interaction: Interaction; readonly preview?: boolean }
  /** The agent places a call while not ready. */
  | { readonly type: 'dial'; readonly medium: string; readonly interaction: Interaction }
  | { readonly type: 'answer' | 'decline' | 'hold' | 'retrieve' | 'end'; readonly interactionId: string }
  /** The agent takes what rings beside what they have: the medium carries several dialogs, so the state is free for the next. */
  | { readonly type: 'engage'; readonly interactionId: string }
  | { readonly type: 'wrapUp'; readonly interactionId: string; readonly wrapUpCode: string | null }
  /** Whatever is due by `context.now` happens. */
  | { readonly type: 'passTime' }
  /** The connection stayed lost past the grace period. */
  | { readonly type: 'loseConnection' }
  /** The agent is back, in this session. `seat` only when the remembered one is taken by now. */
  | { readonly type: 'restore'; readonly sessionId: string; readonly seat?: Seat }
  /** The session that carries the work ends; it goes on in this one, which may not be connected now. */
  | { readonly type: 'carryOn'; readonly sessionId: string }
  | { readonly type: 'signOut'; readonly reasonCode: number | null; readonly by: Actor }

/** The tenant's settings that bear on an agent. Durations in milliseconds. */
export type AgentRules = {
  readonly reasonCodes: readonly { readonly category: 'NOT_READY' | 'LOGOUT'; readonly code: number }[]
  /** An agent who goes NOT_READY must say why. */
  readonly reasonRequired: boolean
  readonly ringMs: number
  /** 0: no wrap-up. */
  readonly wrapUpMs: number
  /** Where an agent goes after an interaction when nobody asked for anything else. */
  readonly wrapUpThen: 'READY' | 'NOT_READY'
  readonly wrapUpCodes: readonly string[]
  /** Which of their calls are recorded, and how long a recorder is waited for; absent: none is asked for. */
  readonly recording?: { readonly when: RecordingWhen; readonly giveUpMs: number }
}

export type AgentContext = { readonly now: number; readonly rules: AgentRules }

/** The events that `evolveAgent` reads. */
export type AgentEvent = Extract<NewEvent, { readonly kind: `agent.${string}` | `interaction.${string}` }>
