import { createAcqueon } from './acqueon/create-acqueon.ts'
import type { CreateAdapter } from './adapter.ts'
import { createAmeyo } from './ameyo/create-ameyo.ts'
import { createGenesys } from './genesys/create-genesys.ts'
import { createIpcortexLibrary } from './ipcortex/create-ipcortex-library.ts'
import { createIpcortexRest } from './ipcortex/create-ipcortex-rest.ts'
import { createChatScript, createChatWidgetScript } from './spartez/create-chat-scripts.ts'
import { createSpartez } from './spartez/create-spartez.ts'

/** The published APIs that are served, a folder each. */
export const publishedApis: readonly CreateAdapter[] = [
  createAcqueon,
  createAmeyo,
  createGenesys,
  createIpcortexLibrary,
  createIpcortexRest,
  createSpartez,
  createChatWidgetScript,
  createChatScript,
]
