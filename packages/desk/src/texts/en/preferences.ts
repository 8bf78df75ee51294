import type { OriginPatternFault } from '@hotseat/core'
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
    line: (line: number, sentence: string) => `Line ${line}: ${sentence}`,
    patternFaults: {
      notHttps: 'A pattern begins with https://.',
      starNotFirstLabel:
        'The * is the whole first part of the name, and the only one; list a name without it among the allowed origins.',
      labelNotValid: 'After the * come lower-case letters, digits, hyphens and dots, and no path.',
      fewerThanTwoLabels: 'At least two parts of a name follow the *, as in https://*.example.com.',
      ipAddress: 'An address of numbers has no names below it.',
      portNotValid: 'A port is a number up to 65535, and 443 is left out.',
      twice: 'It is there already.',
    } satisfies Readonly<Record<OriginPatternFault, string>>,
    nothing: (text: string) => `No preference matches “${text}”.`,
    groups: {
      continuity: 'Staying signed in',
      session: 'Sessions',
      lockout: 'Wrong passwords',
      passwords: 'Passwords',
      agent: 'Agents',
      chat: 'Chat',
      recording: 'Screen recording',
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
