import { operation } from '../operation.ts'
import * as preferences from '../preferences.ts'
import { Done } from './common-answers.ts'

/** Settings by level. */
export const preferenceOperations = {
  preferences: operation({
    method: 'GET',
    path: '/v1/preferences',
    summary: 'Every preference with its value, source, bounds and help',
    access: 'session',
    query: preferences.PreferencesQuery,
    answer: preferences.PreferencesDocument,
  }),
  preference: operation({
    method: 'GET',
    path: '/v1/preferences/:level/:key',
    summary: 'One preference at one level',
    access: 'session',
    params: preferences.PreferenceParams,
    answer: preferences.PreferenceDocument,
  }),
  setPreference: operation({
    method: 'PUT',
    path: '/v1/preferences/:level/:key',
    summary: 'Set, and perhaps lock, a preference',
    access: 'session',
    params: preferences.PreferenceParams,
    body: preferences.PreferenceBody,
    answer: preferences.PreferenceDocument,
  }),
  resetPreference: operation({
    method: 'DELETE',
    path: '/v1/preferences/:level/:key',
    summary: 'Take a preference back to what the level below says',
    access: 'session',
    params: preferences.PreferenceParams,
    answer: preferences.PreferenceDocument,
  }),
  reloadPreferences: operation({
    method: 'POST',
    path: '/v1/preferences/reload',
    summary: 'Tell running clients to read their preferences again',
    access: 'preferences.manage',
    answer: Done,
  }),
} as const
