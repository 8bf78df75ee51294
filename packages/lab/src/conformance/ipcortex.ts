import type { ConformanceCase } from './case.ts'
import { ipcortexFeed } from './ipcortex-feed.ts'
import { ipcortexLibrary } from './ipcortex-library.ts'
import { ipcortexRest } from './ipcortex-rest.ts'

/** IPCortex's Auth API (seed 004 and the vendor's public documents). */
export const ipcortex: readonly ConformanceCase[] = [...ipcortexRest, ...ipcortexLibrary, ...ipcortexFeed]
