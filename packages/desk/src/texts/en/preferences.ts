import { preferenceNames } from './preference-names.ts'

/** How a preference is called and what it does. */
export type PreferenceText = { readonly name: string; readonly help?: string }

/** The preferences. In English. */
export const preferencesTexts = {
  preferences: {
    title: 'Preferences',
    find: 'Search preferences',
    target: 'Set for',
    tenant: 'The whole contact centre',
    role: (role: string) => `Role: ${role}`,
    user: (name: string) => `User: ${name}`,
    seeAs: 'See as',
    seeing: (name: string) => `What holds for ${name}`,
    ladder: 'Where it comes from',
    rung: { system: 'Default', tenant: 'Contact centre', role: 'Role' },
    applies: 'applies',
    locked: 'locked',
    lock: 'Lock',
    lockHelp: 'Nobody below this level can set another value.',
    lockedAbove: (level: string) => `Locked at: ${level}. It cannot be changed below.`,
    notHere: 'It cannot be set at this level.',
    reset: 'Reset',
    changedBy: (who: string, at: string) => `${who}, ${at}`,
    bounds: (min: string, max: string) => `${min} to ${max}`,
    unset: 'not set',
    on: 'On',
    off: 'Off',
    saved: (key: string) => `${key} is saved.`,
    wasReset: (key: string) => `${key} is reset.`,
    reload: 'Tell all desks now',
    reloaded: 'Every desk reads its preferences again.',
    nothing: (text: string) => `No preference matches “${text}”.`,
    groups: {
      continuity: 'Staying signed in',
      session: 'Sessions',
      lockout: 'Wrong passwords',
      passwords: 'Passwords',
      agent: 'Agents',
      chat: 'Chat',
      security: 'Security',
      floor: 'Floor',
      feed: 'Events',
      desk: 'Desk',
    } as Readonly<Record<string, string>>,
    /** By key; a help text that is not here comes with the preference, from the server. */
    texts: preferenceNames as Readonly<Record<string, PreferenceText>>,
  },
}
export type PreferencesTexts = typeof preferencesTexts
