import { isAgentRole, type Role } from '../roles.ts'

/**
 * What a desk brings back after a re-login (seed 000): agents get campaign, extension and state from the server, the other
 * roles what their own browser saved of the page.
 */
export function reloginPath(role: Role): 'agentSync' | 'savedUserData' {
  return isAgentRole(role) ? 'agentSync' : 'savedUserData'
}
