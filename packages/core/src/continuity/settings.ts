/** What preferences say about continuity; durations in milliseconds. */
export type ContinuitySettings = {
  /** Off: standard keep-alive only, and a sign-in by hand when the session is lost (KA6, RE2). */
  readonly autoRelogin: boolean
  readonly keepAliveMs: number
  readonly overdueCheckMs: number
  /** More failures than this in a row mean the link is lost (KA4). */
  readonly maxPingFailures: number
  readonly echoIntervalMs: number
}

/** The defaults of the preferences, as published for the auto re-login of today's desktops. */
export const defaultContinuitySettings: ContinuitySettings = {
  autoRelogin: true,
  keepAliveMs: 20_000,
  overdueCheckMs: 12_000,
  maxPingFailures: 3,
  echoIntervalMs: 3_000,
}

/** What no preference changes: bounds that keep a client patient with a server in trouble, and never stuck. */
export const continuityLimits = {
  helloMs: 10_000,
  echoMs: 5_000,
  resumeMs: 10_000,
  /** A challenge is good for 60 s at the server; this leaves time for the request. */
  challengeMs: 45_000,
  backoffBaseMs: 1_000,
  backoffCapMs: 15_000,
  followMs: 15_000,
  /** A link that lived longer was a good one (RE10). */
  briefLinkMs: 10_000,
  slotCapMs: 300_000,
  keepAliveCapMs: 120_000,
  freshChallenges: 3,
} as const

/** How long the answer to a keep-alive is in time (KA2). */
export function answerMs(settings: ContinuitySettings): number {
  return Math.min(settings.overdueCheckMs, settings.keepAliveMs) / 2
}
