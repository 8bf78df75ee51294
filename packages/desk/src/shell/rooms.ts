import { isAgentRole, mayDo, type Permission, type Role } from '@hotseat/core'

/** The rooms of the app, in the order of the bar. */
export const rooms = ['desk', 'floor', 'recordings', 'admin'] as const
export type Room = (typeof rooms)[number]

const adminPermissions: readonly Permission[] = ['users.manage', 'settings.manage', 'preferences.manage', 'audit.read']

/** Whether a role finds anything in Admin. */
export function mayOpenAdmin(role: Role): boolean {
  return adminPermissions.some((permission) => mayDo(role, permission))
}

/** The rooms a role may enter; the first is where they arrive. */
export function roomsOf(role: Role): readonly Room[] {
  const opens: Record<Room, boolean> = {
    desk: isAgentRole(role),
    floor: mayDo(role, 'floor.see'),
    recordings: mayDo(role, 'recordings.watch'),
    admin: mayOpenAdmin(role),
  }
  return rooms.filter((room) => opens[room])
}
