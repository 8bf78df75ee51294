import { acqueon } from './acqueon.ts'
import { ameyo } from './ameyo.ts'
import { genesys } from './genesys.ts'
import { ipcortex } from './ipcortex.ts'
import { native } from './native.ts'
import type { Vendor } from './vendor.ts'

/** A client of every API that signs people in. */
export const vendors: readonly Vendor[] = [native, ameyo, acqueon, genesys, ipcortex]
