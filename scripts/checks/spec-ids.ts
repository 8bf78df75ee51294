/** Fails when a rule of docs/spec has no test, or a test names no rule. */
import { report, sourceFiles } from './source-files.ts'
import { specFaults, statedIds } from './spec-rules.ts'

const pages = sourceFiles(/^docs\/spec\/.*\.md$/)
const tests = sourceFiles(/^packages\/.*\.tsx?$/)

report(specFaults(pages, tests), `${pages.flatMap(({ text }) => statedIds(text)).length} rules, each with a test`)
