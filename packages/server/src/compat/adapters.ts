import type { CreateAdapter } from './adapter.ts'
import { createAmeyo } from './ameyo/create-ameyo.ts'

/** The published APIs that are served, a folder each. */
export const publishedApis: readonly CreateAdapter[] = [createAmeyo]
