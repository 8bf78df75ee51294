import { ameyoSignOn } from './ameyo-sign-on.ts'
import { ameyoWork } from './ameyo-work.ts'
import type { ConformanceCase } from './case.ts'

/** What the documents of Ameyo's REST API say, and what we say where they say nothing. */
export const ameyo: readonly ConformanceCase[] = [...ameyoSignOn, ...ameyoWork]
