import type { AllTexts } from './all-en.ts'
import { adminTexts } from './de/admin.ts'
import { auditTexts } from './de/audit.ts'
import { chatTexts } from './de/chat.ts'
import { chatAdminTexts } from './de/chat-admin.ts'
import { commonTexts } from './de/common.ts'
import { connectionTexts } from './de/connection.ts'
import { deskTexts } from './de/desk.ts'
import { floorTexts } from './de/floor.ts'
import { preferencesTexts } from './de/preferences.ts'
import { recorderTexts } from './de/recorder.ts'
import { recordingsTexts } from './de/recordings.ts'
import { shellTexts } from './de/shell.ts'
import { signInTexts } from './de/sign-in.ts'
import { isolating } from './isolate.ts'

/** Every word of the app in German. */
export const de: AllTexts = isolating({
  ...commonTexts,
  ...signInTexts,
  ...shellTexts,
  ...deskTexts,
  ...connectionTexts,
  ...floorTexts,
  ...chatTexts,
  ...chatAdminTexts,
  ...adminTexts,
  ...preferencesTexts,
  ...auditTexts,
  ...recorderTexts,
  ...recordingsTexts,
})
