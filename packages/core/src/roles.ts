/** The roles of a user; the first two are agents. */
export const roles = ['professional-agent', 'executive', 'supervisor', 'analyst', 'administrator', 'user-access-manager'] as const
export type Role = (typeof roles)[number]

/** Agents hold states, extensions and campaigns; the other roles only sign in. */
export function isAgentRole(role: Role): boolean {
  return role === 'professional-agent' || role === 'executive'
}

/** What a role may do. One word a room or an action, so that a route names exactly one. */
export type Permission =
  | 'desk.work'
  | 'floor.see'
  | 'floor.act'
  | 'users.manage'
  | 'settings.manage'
  | 'preferences.manage'
  | 'audit.read'
  | 'recordings.watch'

const permissionsOf: Record<Role, readonly Permission[]> = {
  'professional-agent': ['desk.work'],
  executive: ['desk.work'],
  supervisor: ['floor.see', 'floor.act', 'recordings.watch'],
  analyst: ['floor.see', 'audit.read'],
  administrator: [
    'floor.see',
    'floor.act',
    'users.manage',
    'settings.manage',
    'preferences.manage',
    'audit.read',
    'recordings.watch',
  ],
  'user-access-manager': ['users.manage', 'audit.read'],
}

/** Whether a role carries a permission (spec RO1). */
export function mayDo(role: Role, permission: Permission): boolean {
  return permissionsOf[role].includes(permission)
}
