import type { PreferenceValues } from '../preferences/preference-catalogue.ts'
import { mayDo, type Role } from '../roles.ts'

/** Whether a role works with a second factor only: whoever may make users can make anyone (spec MF1). */
export function needsSecondFactor(role: Role, preferences: Pick<PreferenceValues, 'security.secondFactor'>): boolean {
  return preferences['security.secondFactor'] === 'administrators' && mayDo(role, 'users.manage')
}
