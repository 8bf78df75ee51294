import type { Readable } from 'node:stream'
import type { DataStore } from '@tus/server'

/** The bytes [from, to) of what is stored; without `to` all to its end. */
export type MediaRange = { readonly from: number; readonly to?: number }

/**
 * Where parts of recordings lie, as they came: encrypted (spec RC43). Keys are the server's own words. Two forms, a folder and a bucket, run one
 * contract suite (`media-store-contract.ts`).
 */
export interface MediaStore {
  /** Where tus puts what is uploaded; it goes by `uploadId`. */
  readonly uploads: DataStore
  /** What tus calls the upload with this key. */
  uploadId(mediaKey: string): string
  /** A part of what was uploaded; null: there is nothing. Whoever reads destroys the stream, or reads it to its end. */
  read(mediaKey: string, range?: MediaRange): Promise<Readable | null>
  /** Once it resolves, what was uploaded outlives a crash of the machine. */
  settle(mediaKey: string): Promise<void>
  /** Nothing is left, neither of an upload that is not finished. What is not there is removed already. */
  remove(mediaKey: string): Promise<void>
  close(): void
}
