import { createIpcortex } from './create-ipcortex.ts'
import { findPlace } from './real-world.ts'

/** There where the library is loaded as a module of the old kind. */
declare const module: { exports?: object } | undefined

const made = createIpcortex(findPlace())
const here: { IPCortex?: object } = globalThis as never
// Some loaders put the object there first and keep it.
here.IPCortex = Object.assign(here.IPCortex ?? {}, made)
if (typeof module === 'object' && module.exports !== undefined) Object.assign(module.exports, made)
