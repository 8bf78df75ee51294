import { adminTexts } from './en/admin.ts'
import { auditTexts } from './en/audit.ts'
import { chatTexts } from './en/chat.ts'
import { chatAdminTexts } from './en/chat-admin.ts'
import { preferencesTexts } from './en/preferences.ts'
import { recorderTexts } from './en/recorder.ts'
import { recordingsTexts } from './en/recordings.ts'
import { en } from './en.ts'
import { isolating } from './isolate.ts'

/** Every word of the app in English. */
export const allEn = {
  ...en,
  ...isolating({
    ...chatTexts,
    ...chatAdminTexts,
    ...adminTexts,
    ...preferencesTexts,
    ...auditTexts,
    ...recorderTexts,
    ...recordingsTexts,
  }),
}

/** All words of one language. */
export type AllTexts = typeof allEn
