import type { SourceFile } from './source-files.ts'
import { testTitles } from './test-titles.ts'

const id = /^(?:[A-Z]{2,6}\d{1,3}|S-\d{2})$/

/** The ids that a page of the spec states: lines that begin `- **AB1** …`. */
export function statedIds(page: string): readonly string[] {
  return [...page.matchAll(/^- \*\*([^*]+)\*\*/gm)].map((match) => match[1] ?? '').filter((found) => id.test(found))
}

/** The ids in the titles of tests: `test('[AB1] …')`, `describe('[S-10] …')`, several in one title too. */
export function testedIds(source: string): readonly string[] {
  return testTitles(source)
    .flatMap((title) => [...title.matchAll(/\[([^\]]+)\]/g)])
    .flatMap((match) => (match[1] ?? '').split(/[\s,]+/))
    .filter((found) => id.test(found))
}

/** What is wrong between the spec and the tests, a sentence each. */
export function specFaults(pages: readonly SourceFile[], tests: readonly SourceFile[]): readonly string[] {
  const stated = pages.flatMap(({ path, text }) => statedIds(text).map((found) => ({ found, path })))
  const tested = tests.flatMap(({ path, text }) => testedIds(text).map((found) => ({ found, path })))
  const statedOnce = new Map(stated.map(({ found, path }) => [found, path]))
  const testedOnce = new Map(tested.map(({ found, path }) => [found, path]))
  return [
    ...stated
      .filter(({ found }, at) => stated.findIndex((other) => other.found === found) !== at)
      .map((twice) => `${twice.path}: ${twice.found} is stated twice`),
    ...[...statedOnce].filter(([found]) => !testedOnce.has(found)).map(([found, path]) => `${path}: ${found} has no test`),
    ...[...testedOnce]
      .filter(([found]) => !statedOnce.has(found))
      .map(([found, path]) => `${path}: [${found}] is no rule of docs/spec`),
  ]
}
