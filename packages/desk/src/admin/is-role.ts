import { type Role, roles } from '@hotseat/core'

/** Whether a word names a role. */
export function isRole(word: string): word is Role {
  return roles.some((role) => role === word)
}
