import { acqueonSignOn } from './acqueon-sign-on.ts'
import { acqueonWork } from './acqueon-work.ts'
import type { ConformanceCase } from './case.ts'

/** What the documents of Acqueon's Cisco channel say, and what we say where they say nothing. */
export const acqueon: readonly ConformanceCase[] = [...acqueonSignOn, ...acqueonWork]
