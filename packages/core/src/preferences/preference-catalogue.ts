import {
  choice,
  duration,
  flag,
  integer,
  originPatterns,
  origins,
  type PreferenceSpec,
  recordingWhen,
  text,
  type ValueOf,
} from './preference-spec.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

const tenantOnly = ['tenant'] as const
const tenantOrRole = ['tenant', 'role'] as const
const anyLevel = ['tenant', 'role', 'user'] as const

/** Every preference there is. A new one is a row here; types, forms and the reference page follow. */
export const preferenceCatalogue = {
  'continuity.autoRelogin': flag({
    group: 'continuity',
    levels: tenantOrRole,
    defaultValue: true,
    help: 'After a lost connection the desk comes back by itself, without a password. Off: people sign in by hand.',
  }),
  'continuity.keepAliveMs': duration({
    group: 'continuity',
    levels: tenantOrRole,
    defaultValue: 20 * second,
    minimum: 5 * second,
    maximum: 5 * minute,
    help: 'How often a desk tells the server that it is there.',
  }),
  'continuity.overdueCheckMs': duration({
    group: 'continuity',
    levels: tenantOrRole,
    defaultValue: 12 * second,
    minimum: 2 * second,
    maximum: 2 * minute,
    help: 'How often a desk looks whether a keep-alive is still unanswered.',
  }),
  'continuity.maxPingFailures': integer({
    group: 'continuity',
    levels: anyLevel,
    defaultValue: 3,
    minimum: 1,
    maximum: 20,
    help: 'How many keep-alives in a row may fail. One more, and the desk starts to reconnect.',
  }),
  'continuity.echoIntervalMs': duration({
    group: 'continuity',
    levels: tenantOrRole,
    defaultValue: 3 * second,
    minimum: 1 * second,
    maximum: 1 * minute,
    help: 'How often a desk that lost the server asks whether it is back.',
  }),
  'continuity.graceMs': duration({
    group: 'continuity',
    levels: tenantOrRole,
    defaultValue: 30 * second,
    minimum: 5 * second,
    maximum: 30 * minute,
    help: 'How long an agent may be without a connection before they become not ready, so that no call rings an empty chair.',
  }),
  'continuity.signOutAfterMs': duration({
    group: 'continuity',
    levels: tenantOrRole,
    defaultValue: 1 * hour,
    minimum: 1 * minute,
    maximum: 24 * hour,
    help: 'How long a connection may stay lost before the session ends. The desk can still bring the work back until the shift ends.',
  }),
  'chat.sessionMs': duration({
    group: 'chat',
    levels: tenantOnly,
    defaultValue: 12 * hour,
    minimum: 5 * minute,
    maximum: 30 * 24 * hour,
    help: 'How long a customer who was signed in to a chat stays so. The page is asked for a fresh token before it is over.',
  }),
  'chat.lostAgentMs': duration({
    group: 'chat',
    levels: tenantOnly,
    defaultValue: 5 * minute,
    minimum: 30 * second,
    maximum: 1 * hour,
    help: 'How long the customers of an agent whose connection is lost wait for them, before somebody else is asked.',
  }),
  'chat.keepDays': integer({
    group: 'chat',
    levels: tenantOnly,
    defaultValue: 365,
    minimum: 1,
    maximum: 3_650,
    help: 'How many days a conversation is kept after it was closed, with what was said. Then it is removed for good, and so is a customer who was not there for as long. The audit trail keeps what happened and the customer’s name for longer, but not what was said.',
  }),
  'recording.when': recordingWhen({
    group: 'recording',
    levels: anyLevel,
    defaultValue: 'off',
    help: 'During which calls the agent’s screen is recorded: off, voice (every call), or conditions that all have to hold, such as campaign=orders|returns, direction=inbound, share=10.',
  }),
  'recording.frameRate': integer({
    group: 'recording',
    levels: tenantOrRole,
    defaultValue: 5,
    minimum: 1,
    maximum: 30,
    help: 'How many pictures a second are recorded. 5 shows every step of an agent’s work.',
  }),
  'recording.maxHeight': integer({
    group: 'recording',
    levels: tenantOrRole,
    defaultValue: 1_080,
    minimum: 240,
    maximum: 4_320,
    help: 'Screens that are higher than so many pixels are recorded smaller.',
  }),
  'recording.maxMs': duration({
    group: 'recording',
    levels: tenantOnly,
    defaultValue: 4 * hour,
    minimum: 1 * minute,
    maximum: 24 * hour,
    help: 'A recording ends after so long, should nobody ever say that its calls are over.',
  }),
  'recording.giveUpMs': duration({
    group: 'recording',
    levels: tenantOnly,
    defaultValue: 30 * second,
    minimum: 5 * second,
    maximum: 10 * minute,
    help: 'How long the server waits for the agent’s recorder to begin before it notes that a call was not recorded.',
  }),
  'recording.keepDays': integer({
    group: 'recording',
    levels: tenantOnly,
    defaultValue: 90,
    minimum: 1,
    maximum: 3_650,
    help: 'How many days recordings are kept. Older ones are removed for good.',
  }),
  'session.lifetimeMs': duration({
    group: 'session',
    levels: tenantOrRole,
    defaultValue: 12 * hour,
    minimum: 15 * minute,
    maximum: 24 * hour,
    help: 'How long one sign-in holds at most, counted from the password. Coming back does not prolong it.',
  }),
  'session.idleMs': duration({
    group: 'session',
    levels: tenantOrRole,
    defaultValue: 4 * hour,
    minimum: 5 * minute,
    maximum: 24 * hour,
    help: 'How long a session holds without anybody doing anything.',
  }),
  'lockout.preset': choice({
    group: 'lockout',
    levels: tenantOnly,
    choices: ['standard', 'pci'],
    defaultValue: 'standard',
    help: 'standard blocks after 5 wrong passwords for 5 minutes, pci after 10 for 30 minutes. Numbers set below come first.',
  }),
  'lockout.maxFailures': integer({
    group: 'lockout',
    levels: tenantOnly,
    defaultValue: 5,
    minimum: 3,
    maximum: 20,
    help: 'How many wrong passwords in a row block an account.',
  }),
  'lockout.durationMs': duration({
    group: 'lockout',
    levels: tenantOnly,
    defaultValue: 5 * minute,
    minimum: 1 * minute,
    maximum: 24 * hour,
    help: 'How long a blocked account stays blocked. People who are signed in work on.',
  }),
  'passwords.minLength': integer({
    group: 'passwords',
    levels: tenantOnly,
    defaultValue: 15,
    minimum: 8,
    maximum: 64,
    help: 'How many characters a new password needs at least.',
  }),
  'agent.reasonRequired': flag({
    group: 'agent',
    levels: tenantOrRole,
    defaultValue: true,
    help: 'An agent who goes not ready must choose a reason.',
  }),
  'agent.ringMs': duration({
    group: 'agent',
    levels: tenantOrRole,
    defaultValue: 20 * second,
    minimum: 5 * second,
    maximum: 5 * minute,
    help: 'How long a call rings before it goes to someone else and the agent becomes not ready.',
  }),
  'agent.wrapUpMs': duration({
    group: 'agent',
    levels: tenantOrRole,
    defaultValue: 1 * minute,
    minimum: 0,
    maximum: 2 * hour,
    help: 'How long an agent may finish up after a call. 0: there is no wrap-up.',
  }),
  'agent.wrapUpThen': choice({
    group: 'agent',
    levels: tenantOrRole,
    choices: ['READY', 'NOT_READY'],
    defaultValue: 'READY',
    help: 'Where an agent goes after wrap-up unless they asked for something else.',
  }),
  'security.secondFactor': choice({
    group: 'security',
    levels: tenantOnly,
    choices: ['off', 'administrators'],
    defaultValue: 'administrators',
    help: 'Who needs one-time codes from an authenticator app to sign in. administrators: these and user access managers, who set it up at their next sign-in. Whoever has set it up is asked for a code in any case.',
  }),
  'security.allowedOrigins': origins({
    group: 'security',
    levels: tenantOnly,
    defaultValue: [],
    help: 'Web pages on other hosts that may sign people in, as exact origins such as https://crm.example.com.',
  }),
  'security.genesysOriginPatterns': originPatterns({
    group: 'security',
    levels: tenantOnly,
    defaultValue: [],
    help: 'Patterns such as https://*.example.com, whose pages may speak the Genesys API with their people’s cookie, as allowed origins may. A pattern trusts every host that anybody ever gets below that name: a forgotten alias, a customer’s page, a wiki with scripts. Name exact origins instead wherever you can, and never a name below which others get their own, such as co.uk or github.io.',
  }),
  'security.hostName': text({
    group: 'security',
    levels: tenantOnly,
    defaultValue: '',
    help: 'Host name by which clients of the published APIs reach this tenant when they name none. Empty: they have to name it.',
  }),
  'floor.notReadyAlertMs': duration({
    group: 'floor',
    levels: tenantOrRole,
    defaultValue: 15 * minute,
    minimum: 1 * minute,
    maximum: 12 * hour,
    help: 'After how long not ready an agent stands out on the floor.',
  }),
  'floor.talkingAlertMs': duration({
    group: 'floor',
    levels: tenantOrRole,
    defaultValue: 30 * minute,
    minimum: 1 * minute,
    maximum: 12 * hour,
    help: 'After how long on one call an agent stands out on the floor.',
  }),
  'feed.retentionEvents': integer({
    group: 'feed',
    levels: tenantOnly,
    defaultValue: 1_000_000,
    minimum: 10_000,
    maximum: 100_000_000,
    help: 'How many events are kept for the audit trail and for desks that come back. Older ones are removed.',
  }),
  'desk.theme': choice({
    group: 'desk',
    levels: anyLevel,
    choices: ['system', 'light', 'dark'],
    defaultValue: 'system',
    personal: true,
    help: 'Light or dark. system follows the computer.',
  }),
  'desk.density': choice({
    group: 'desk',
    levels: anyLevel,
    choices: ['comfortable', 'compact'],
    defaultValue: 'comfortable',
    personal: true,
    help: 'How close together things are on the desk.',
  }),
  'desk.language': choice({
    group: 'desk',
    levels: anyLevel,
    choices: ['browser', 'en', 'de'],
    defaultValue: 'browser',
    personal: true,
    help: 'The language of the desk. browser follows the browser.',
  }),
} as const satisfies Record<string, PreferenceSpec>

export type PreferenceKey = keyof typeof preferenceCatalogue

/** The value of every preference, by key. */
export type PreferenceValues = { readonly [K in PreferenceKey]: ValueOf<(typeof preferenceCatalogue)[K]> }

/** The published name of one of them in the Ameyo API (seed 000). */
export const ameyoPreferenceKeys = { isAutoReloginEnabled: 'continuity.autoRelogin' } as const satisfies Record<
  string,
  PreferenceKey
>

/** What `lockout.preset` puts in the place of the defaults; a value that is set comes before it. */
export const lockoutPresets: Record<
  PreferenceValues['lockout.preset'],
  Pick<PreferenceValues, 'lockout.maxFailures' | 'lockout.durationMs'>
> = {
  standard: { 'lockout.maxFailures': 5, 'lockout.durationMs': 5 * minute },
  pci: { 'lockout.maxFailures': 10, 'lockout.durationMs': 30 * minute },
}

/** Whether a word names a preference. */
export function isPreferenceKey(key: string): key is PreferenceKey {
  return Object.hasOwn(preferenceCatalogue, key)
}
