import { ameyo } from './ameyo.ts'
import { native } from './native.ts'
import type { Vendor } from './vendor.ts'

/** A client of every API that signs people in. */
export const vendors: readonly Vendor[] = [native, ameyo]
