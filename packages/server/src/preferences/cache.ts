/** Values by key, each loaded once and kept until it is forgotten. Callers that ask together share one load. */
export interface Cache<V> {
  get(key: string): Promise<V>
  /** The next `get` loads anew; a load that is under way serves only those who asked before. */
  forget(key: string): void
}

/** A cache over a loader. A load that fails is not kept. */
export function createCache<V>(load: (key: string) => Promise<V>): Cache<V> {
  const kept = new Map<string, Promise<V>>()
  return {
    get(key) {
      const known = kept.get(key)
      if (known) return known
      const loading = load(key)
      kept.set(key, loading)
      loading.catch(() => {
        if (kept.get(key) === loading) kept.delete(key)
      })
      return loading
    },
    forget: (key) => void kept.delete(key),
  }
}
