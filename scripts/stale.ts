import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Folders that hold nothing a product is made of. */
const apart = new Set(['node_modules', 'dist', 'e2e', 'test', 'examples', 'test-results'])

/** Whether `product` is missing or older than any file of `sources` (files or folders). Tests do not count. */
export function isStale(product: string, sources: readonly string[]): boolean {
  if (!existsSync(product)) return true
  const builtAt = statSync(product).mtimeMs
  return sources.some((source) => isNewer(source, builtAt))
}

function isNewer(path: string, builtAt: number): boolean {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs > builtAt && !/\.test\.tsx?$/.test(path)
  return readdirSync(path).some((name) => !apart.has(name) && isNewer(join(path, name), builtAt))
}
