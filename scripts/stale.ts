import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Folders that hold what is made, not what it is made of. */
const made = new Set(['node_modules', 'dist', 'e2e', 'test-results'])

/** Whether `product` is missing or older than any file of `sources` (files or folders). Tests do not count. */
export function isStale(product: string, sources: readonly string[]): boolean {
  if (!existsSync(product)) return true
  const builtAt = statSync(product).mtimeMs
  return sources.some((source) => isNewer(source, builtAt))
}

function isNewer(path: string, builtAt: number): boolean {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs > builtAt && !/\.test\.tsx?$/.test(path)
  return readdirSync(path).some((name) => !made.has(name) && isNewer(join(path, name), builtAt))
}
