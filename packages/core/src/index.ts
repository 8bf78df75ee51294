export * from './agent/agent.ts'
export * from './agent/agent-command.ts'
export { agentDueAt } from './agent/agent-due-at.ts'
export { decideAgent } from './agent/decide-agent.ts'
export { createAgent, evolveAgent } from './agent/evolve-agent.ts'
export { isNotReady, isRinging, isTalking, isWrappingUp, mayGo } from './agent/transitions.ts'
export * from './continuity/continuity.ts'
export * from './end-reason.ts'
export * from './events.ts'
export {
  type AttemptCounter,
  type AttemptPolicy,
  longestPermitWaitMs,
  noAttempts,
  permitLeaseMs,
  permitWaitMs,
  strictestPolicy,
} from './lockout/attempt-counter.ts'
export * from './lockout/attempt-permit.ts'
export * from './lockout/source-budget.ts'
export * from './preferences/decide-preference-change.ts'
export { isOrigin } from './preferences/is-origin.ts'
export * from './preferences/origin-pattern.ts'
export * from './preferences/parse-preference-value.ts'
export * from './preferences/preference-catalogue.ts'
export { type Level, type PreferenceLevel, type PreferenceSpec, preferenceLevels } from './preferences/preference-spec.ts'
export * from './preferences/resolve-preference.ts'
export * from './refusals.ts'
export * from './result.ts'
export * from './roles.ts'
export * from './sign-on/check-password.ts'
export * from './sign-on/choose-voice-device.ts'
export * from './sign-on/decide-resume.ts'
export * from './sign-on/decide-sign-in-place.ts'
export * from './sign-on/may-see-event.ts'
export * from './sign-on/needs-second-factor.ts'
export * from './sign-on/normalise-username.ts'
export * from './sign-on/relogin-path.ts'
export * from './sign-on/session-time.ts'
