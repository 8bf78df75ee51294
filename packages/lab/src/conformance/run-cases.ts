import type { ConformanceCase, Target } from './case.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/** One case with what came of it. */
export type Finding = {
  readonly name: string
  readonly source: ConformanceCase['source']
  readonly outcome: Outcome
  readonly tookMs: number
}

/** How long a case may take that asks for no other limit. */
export const usualLimitMs = 30_000

/** Looks at the cases one after another, because they share the accounts; tells each finding as it is there. */
export async function runCases(
  cases: readonly ConformanceCase[],
  target: Target,
  { limitMs = usualLimitMs, onFinding = () => undefined }: { limitMs?: number; onFinding?: (finding: Finding) => void } = {},
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const each of cases) {
    const startedAt = performance.now()
    const outcome = await within(Math.max(limitMs, each.limitMs ?? 0), each.look(target))
    const finding = { name: each.name, source: each.source, outcome, tookMs: performance.now() - startedAt }
    findings.push(finding)
    onFinding(finding)
  }
  return findings
}

/** A look that takes too long has failed; what it still does is not waited for. */
async function within(limitMs: number, look: Promise<void>): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'failed', what: `not done within ${limitMs / 1_000} s` }), limitMs)
  })
  const done = look.then((): Outcome => ({ kind: 'passed' }), outcomeOf)
  try {
    return await Promise.race([done, late])
  } finally {
    clearTimeout(timer)
  }
}
