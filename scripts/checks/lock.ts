/**
 * The lock file is whole and pins contents, not places: no file of the tree names the host of a package registry, so that a
 * clone installs from wherever the machine that clones it is set to.
 */
import { lockFaults } from './lock-rules.ts'
import { report, sourceFiles } from './source-files.ts'

const faults = sourceFiles(/^(?!LICENSE$)/).flatMap(({ path, text }) => [
  ...(path === 'package-lock.json' ? lockFaults(JSON.parse(text).packages) : []),
  ...(/^\s*(?:@[\w-]+:)?registry\s*=/m.test(text) ? [`${path}: sets a registry`] : []),
  ...(/https?:\/\/[\w.-]*(?:registry|npmjs|artifactory|verdaccio)[\w-]*\./i.test(text)
    ? [`${path}: names a registry's host`]
    : []),
])

report(faults, 'the lock file is whole and installs from any registry')
