import { chatOperations } from './operations/chat-operations.ts'
import { deskOperations } from './operations/desk-operations.ts'
import { floorOperations } from './operations/floor-operations.ts'
import { phoneOperations } from './operations/phone-operations.ts'
import { preferenceOperations } from './operations/preference-operations.ts'
import { recordingOperations } from './operations/recording-operations.ts'
import { sessionOperations } from './operations/session-operations.ts'
import { settingOperations } from './operations/setting-operations.ts'
import { userOperations } from './operations/user-operations.ts'

/** Every call of the native API, by name. The WebSocket `GET /v1/feed` is described in `feed.ts`. */
export const operations = {
  ...sessionOperations,
  ...deskOperations,
  ...phoneOperations,
  ...chatOperations,
  ...recordingOperations,
  ...floorOperations,
  ...preferenceOperations,
  ...userOperations,
  ...settingOperations,
} as const

export type Operations = typeof operations
export type OperationName = keyof Operations
