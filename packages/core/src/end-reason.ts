import type { RefusalCode } from './refusals.ts'

/** Why a session ended; each maps to the code a later resume is refused with. */
export const endReasons = {
  signedOut: 'resume.signedOut',
  replaced: 'resume.takenOver',
  takenOver: 'resume.takenOver',
  extensionTaken: 'resume.extensionTaken',
  bySupervisor: 'resume.bySupervisor',
  byAdministrator: 'resume.byAdministrator',
  passwordChanged: 'resume.passwordChanged',
  disabled: 'resume.disabled',
  suspended: 'resume.suspended',
  expired: 'resume.expired',
  idle: 'resume.idle',
  keyRevoked: 'resume.keyRevoked',
  tenantSwitched: 'resume.signedOut',
  /** The only end that a resume may undo: the connection stayed lost past the preference (spec SO15). */
  connectionLost: null,
} as const satisfies Record<string, RefusalCode | null>
export type EndReason = keyof typeof endReasons
