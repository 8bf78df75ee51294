import type { RefusalCode } from './refusals.ts'

/** Why a session ended; each maps to the code a later resume is refused with, null where it may be taken. */
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
  /** Not an end for its device: it goes on in the other tenant, and a resume finds it there (spec RS12). */
  tenantSwitched: null,
  /** The only end that a resume may undo: the connection stayed lost past the preference (spec SO15). */
  connectionLost: null,
} as const satisfies Record<string, RefusalCode | null>
export type EndReason = keyof typeof endReasons
