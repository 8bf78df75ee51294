import { mayDo, type Role } from '@hotseat/core'

/** Only who may set preferences, an administrator, makes or touches administrators: nobody lifts themself up (spec AD5). */
export function mayGrant(actor: Role, role: Role): boolean {
  return role !== 'administrator' || mayDo(actor, 'preferences.manage')
}
