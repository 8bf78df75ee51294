import type { Role } from '@hotseat/core'

/** Ameyo's words for our roles. */
export const userTypes: Record<Role, string> = {
  'professional-agent': 'Professional Agent',
  executive: 'Executive',
  supervisor: 'Supervisor',
  analyst: 'Analyst',
  administrator: 'Administrator',
  'user-access-manager': 'User Access Manager',
}
