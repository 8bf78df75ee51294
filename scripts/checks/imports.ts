/** Refuses an import against the arrows, a deep import into a sibling package, and one adapter importing another. */
import { importFaults } from './import-rules.ts'
import { report, sourceFiles } from './source-files.ts'

type Manifest = { readonly name: string; readonly exports?: Readonly<Record<string, unknown>> }

const manifests = sourceFiles(/^packages\/[^/]+\/package\.json$/).map(({ text }): Manifest => JSON.parse(text))
const exported = new Set(manifests.flatMap(({ name, exports = {} }) => Object.keys(exports).map((path) => name + path.slice(1))))
const files = sourceFiles(/^packages\/.*\.tsx?$/)

report(
  files.flatMap((file) => importFaults(file, exported)),
  `${files.length} files keep to the arrows`,
)
