import type { Adapter, AdapterParts, CreateAdapter } from './adapter.ts'

/** The published APIs that are served, a folder each. */
const all: readonly CreateAdapter[] = []

export function createAdapters(parts: AdapterParts): readonly Adapter[] {
  return all.map((create) => create(parts))
}
