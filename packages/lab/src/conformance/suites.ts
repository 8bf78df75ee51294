import { acqueon } from './acqueon.ts'
import { ameyo } from './ameyo.ts'
import type { ConformanceCase } from './case.ts'
import { genesys } from './genesys.ts'
import { ipcortex } from './ipcortex.ts'

/** The cases of each published API that has some. */
export const suites: Readonly<Record<string, readonly ConformanceCase[]>> = { acqueon, ameyo, genesys, ipcortex }
