import { mayDo, type Permission, type Role } from '@hotseat/core'

/** The sections of Admin, in the order of the sidebar, each with what it takes to open it. */
const permissions = {
  users: 'users.manage',
  places: 'settings.manage',
  campaigns: 'settings.manage',
  reasonCodes: 'settings.manage',
  wrapUpCodes: 'settings.manage',
  phoneBooks: 'settings.manage',
  chatProjects: 'settings.manage',
  cannedReplies: 'settings.manage',
  preferences: 'preferences.manage',
  audit: 'audit.read',
  status: 'preferences.manage',
} as const satisfies Record<string, Permission>
export type Section = keyof typeof permissions

/** How the sidebar groups them. */
export const sectionGroups = {
  people: ['users', 'places'],
  floor: ['campaigns', 'reasonCodes', 'wrapUpCodes', 'phoneBooks'],
  chat: ['chatProjects', 'cannedReplies'],
  system: ['preferences', 'audit', 'status'],
} as const satisfies Record<string, readonly Section[]>

/** The sections that a role may open. */
export function sectionsOf(role: Role): readonly Section[] {
  return Object.values(sectionGroups)
    .flat()
    .filter((section) => mayDo(role, permissions[section]))
}
