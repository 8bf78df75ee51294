/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, peer?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

/**
 * The packages of the lock file that are not installed as it says. `installed` is npm's own record,
 * `node_modules/.package-lock.json`, written last: an install that was interrupted has none.
 * Contents are compared and not times, because a checkout gives files any time it likes.
 * @param {Lock} lock
 * @param {Lock} installed
 * @returns {string[]}
 */
export function missingPackages(lock, installed) {
  return Object.entries(lock.packages)
    .filter(([path]) => path.includes('node_modules/'))
    .filter(([path, wanted]) => {
      const found = installed.packages[path]
      if (!found) return !wanted.optional && !wanted.peer
      return found.version !== wanted.version || found.integrity !== wanted.integrity
    })
    .map(([path]) => path)
}
