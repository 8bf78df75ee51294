/**
 * The lock file pins contents, not places: no file of the tree names the host of a package registry, so that a clone
 * installs from wherever the machine that clones it is set to.
 */
import { report, sourceFiles } from './source-files.ts'

const faults = sourceFiles(/^(?!LICENSE$)[^.].*|^\.npmrc$|^\.ci\//).flatMap(({ path, text }) => [
  ...(path === 'package-lock.json' && /"resolved": "http/.test(text) ? [`${path}: names the host that a package came from`] : []),
  ...(/^\s*(?:@[\w-]+:)?registry\s*=/m.test(text) ? [`${path}: sets a registry`] : []),
  ...(/https?:\/\/[\w.-]*(?:registry|npmjs|artifactory|verdaccio)[\w-]*\./i.test(text)
    ? [`${path}: names a registry's host`]
    : []),
])

report(faults, 'the lock file installs from any registry')
