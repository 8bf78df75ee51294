import { mayDo, type Permission } from '@hotseat/core'
import type { SessionDocument } from '@hotseat/protocol'
import { companyOf } from './company.ts'

/** The names of permissions in this API, and ours. */
const perms: Readonly<Record<string, Permission>> = {
  agent: 'desk.work',
  floor: 'floor.see',
  supervise: 'floor.act',
  users: 'users.manage',
  settings: 'settings.manage',
  preferences: 'preferences.manage',
  audit: 'audit.read',
}

/** The `user` of a sign-in's answer; `session` is what the cookie holds. Every permission is one within the company. */
export function encodeUser({ user }: SessionDocument, session: string) {
  const held = Object.entries(perms).filter(([, permission]) => mayDo(user.role, permission))
  return {
    id: user.id,
    login: user.username,
    name: user.name,
    company: companyOf(user.tenant),
    home: companyOf(user.tenants[0]?.id ?? user.tenant),
    session,
    perms: Object.fromEntries(held.map(([name]) => [name, 'company'])),
  }
}
