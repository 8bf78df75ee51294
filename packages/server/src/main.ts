import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Compiled code is kept, so that a server that was killed is back half a second sooner. Beside the dependencies, which
// only the owner of the installation writes; a folder for everybody's temporary files would let others bring the code.
enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/hotseat'))
await import('./run.ts')
