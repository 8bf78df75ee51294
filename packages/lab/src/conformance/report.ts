import type { Finding } from './run-cases.ts'

const words = { passed: 'passed', failed: 'FAILED', notOffered: 'not offered' } as const
const sources = { seed: '[S]', public: '[P]', ours: '[D]' } as const

/** A server, an API, and what was found. */
type Looked = { readonly url: string; readonly api: string; readonly findings: readonly Finding[] }

/** The lines of one case: a row of the table, and under a failure what was expected and what was found. */
export function rowOf({ name, source, outcome }: Finding): string {
  const row = `  ${words[outcome.kind].padEnd(11)}  ${sources[source]}  ${name}`
  if (outcome.kind === 'passed') return row
  const lines = [outcome.what]
  if (outcome.kind === 'failed' && 'expected' in outcome)
    lines.push(`expected  ${shown(outcome.expected)}`, `found     ${shown(outcome.found)}`)
  return [row, ...lines.map((line) => `${' '.repeat(20)}${line}`)].join('\n')
}

/** The closing line: how many of which. */
export function sumOf(findings: readonly Finding[]): string {
  const { passed, failed, notOffered } = countsOf(findings)
  const seconds = findings.reduce((sum, { tookMs }) => sum + tookMs, 0) / 1_000
  return `${passed} passed, ${failed} failed, ${notOffered} not offered (${seconds.toFixed(1)} s)`
}

/** The whole report for a program. */
export function jsonOf(looked: Looked): string {
  const cases = looked.findings.map(({ name, source, outcome, tookMs }) => ({
    ...{ name, source, ...outcome, tookMs: Math.round(tookMs) },
  }))
  return JSON.stringify({ target: looked.url, api: looked.api, ...countsOf(looked.findings), cases }, null, 2)
}

/** 0 when nothing failed and something passed: a server that offers nothing does not speak the API (spec CS4). */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 {
  const { passed, failed } = countsOf(findings)
  return failed === 0 && passed > 0 ? 0 : 1
}

function countsOf(findings: readonly Finding[]) {
  const count = (kind: Finding['outcome']['kind']) => findings.filter(({ outcome }) => outcome.kind === kind).length
  return { passed: count('passed'), failed: count('failed'), notOffered: count('notOffered') }
}

/** A value on one line; undefined has no JSON. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 500 ? `${text.slice(0, 500)}…` : text
}
