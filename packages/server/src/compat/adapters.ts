import { createAcqueon } from './acqueon/create-acqueon.ts'
import type { CreateAdapter } from './adapter.ts'
import { createAmeyo } from './ameyo/create-ameyo.ts'
import { createGenesys } from './genesys/create-genesys.ts'
import { createIpcortexLibrary } from './ipcortex/create-ipcortex-library.ts'
import { createIpcortexRest } from './ipcortex/create-ipcortex-rest.ts'

/** The published APIs that are served, a folder each. */
export const publishedApis: readonly CreateAdapter[] = [
  createAcqueon,
  createAmeyo,
  createGenesys,
  createIpcortexLibrary,
  createIpcortexRest,
]
