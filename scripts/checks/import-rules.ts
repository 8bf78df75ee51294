import { posix } from 'node:path'
import type { SourceFile } from './source-files.ts'

/** The arrows of docs/architecture.md: which packages a package may import. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  protocol: ['core'],
  browser: ['core'],
  server: ['core', 'protocol'],
  client: ['core', 'protocol', 'browser'],
  widget: ['core', 'protocol', 'browser'],
  desk: ['core', 'protocol', 'client'],
  recorder: ['core', 'protocol', 'client'],
  lab: ['core', 'protocol', 'server', 'client', 'widget'],
}

/** The folders of the server that decode and encode: use cases know nothing of them. */
const outerFolders = ['http', 'compat']
/** Those that may know them: themselves, the feed, whose sockets begin as requests, and the command line, which is outermost. */
const mayKnowHttp = [...outerFolders, 'feed', 'cli']

/** Every module that a file imports or re-exports, as written. */
export function importsOf(text: string): readonly string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
  const statement = /^\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm
  return [...code.matchAll(statement)].map((match) => match[1] ?? match[2] ?? '')
}

/** What is wrong with a file's imports, a sentence each; cycles are the linter's. `exported` holds what packages offer. */
export function importFaults(file: SourceFile, exported: ReadonlySet<string>): readonly string[] {
  const own = packageOf(file.path)
  if (own === undefined) return []
  return importsOf(file.text)
    .map((target) =>
      target.startsWith('.') ? withinFault(file.path, own, target) : acrossFault(file.path, own, target, exported),
    )
    .filter((fault) => fault !== undefined)
    .map((fault) => `${file.path}: ${fault}`)
}

function packageOf(path: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(path)?.[1]
}

function withinFault(path: string, own: string, target: string): string | undefined {
  const resolved = posix.join(posix.dirname(path), target)
  if (resolved.startsWith('scripts/') && isTest(path)) return undefined
  if (packageOf(resolved) !== own) return `imports ${target}, which leaves the package; import @hotseat/… instead`
  if (own !== 'server') return undefined
  const from = adapterOf(path)
  const to = adapterOf(resolved)
  if (from && to && from !== to) return `the adapter ${from} imports the adapter ${to}; what both need belongs beside them`
  const [fromFolder, toFolder] = [folderOf(path), folderOf(resolved)]
  if (fromFolder && toFolder && outerFolders.includes(toFolder) && !mayKnowHttp.includes(fromFolder) && !isTest(path)) {
    return `${fromFolder}/ imports ${toFolder}/; a use case knows no HTTP`
  }
  return undefined
}

function acrossFault(path: string, own: string, target: string, exported: ReadonlySet<string>): string | undefined {
  const sibling = /^@hotseat\/([^/]+)/.exec(target)?.[1]
  if (sibling === undefined) {
    return own === 'core' && !isTestTool(target) ? `imports ${target}; core imports nothing` : undefined
  }
  if (sibling === own && !isExample(path)) return `imports ${target}, its own package; import the file instead`
  if (sibling !== own && !mayImport[own]?.includes(sibling))
    return `imports ${target}, against the arrows: ${own} may not know ${sibling}`
  if (!exported.has(target)) return `imports ${target}, which ${sibling} does not offer; import @hotseat/${sibling}`
  return undefined
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$|\/(?:test|e2e)\//.test(path)
}

/** Examples are written as their readers would write them. */
function isExample(path: string): boolean {
  return /^packages\/[^/]+\/examples\//.test(path)
}

function isTestTool(target: string): boolean {
  return target === 'vitest' || target === 'fast-check' || target === '@fast-check/vitest'
}

function adapterOf(path: string): string | undefined {
  return /^packages\/server\/src\/compat\/([^/]+)\//.exec(path)?.[1]
}

function folderOf(path: string): string | undefined {
  return /^packages\/server\/src\/([^/]+)\//.exec(path)?.[1]
}
