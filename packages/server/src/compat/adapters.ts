import type { CreateAdapter } from './adapter.ts'

/** The published APIs that are served, a folder each. */
export const publishedApis: readonly CreateAdapter[] = []
