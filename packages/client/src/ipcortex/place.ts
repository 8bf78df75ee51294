import type { TabLabels, World } from '../world.ts'
import type { Typed } from './rest-sign-in.ts'

/** The labels of the sessions that a browser has for this API's pages, the newest first. */
export type LabelList = {
  read(): readonly string[]
  add(label: string): void
  remove(label: string): void
}

/** Asks a person to sign in, until `enter` takes what they typed. Rejects when they do not want to. */
export type Ask = (enter: (typed: Typed) => Promise<void>) => Promise<void>

/** Where the library runs: a page, or a bare JavaScript context. */
export type Place = {
  /** Where the library itself was loaded from; null where nothing says it: then `setHost` must. */
  readonly origin: string | null
  /** A world whose sockets go to another host, if `wsHost` names one. */
  createWorld(wsHost: () => string | null): World
  /** Never null: where nothing outlives the page, it is its memory. */
  readonly tabLabels: TabLabels
  readonly labels: LabelList
  /** Null where there is nobody to ask. */
  readonly ask: Ask | null
}

/** A list of labels over a text that is kept somewhere, which may fail. */
export function createLabelList(kept: { read(): string | null; write(text: string): void }): LabelList {
  const most = 8
  let memory: readonly string[] = []
  const read = () => {
    try {
      const labels: unknown = JSON.parse(kept.read() ?? '[]')
      if (Array.isArray(labels)) memory = labels.filter((each) => typeof each === 'string' && /^[\w-]{1,64}$/.test(each))
    } catch {
      // What is in memory is as good.
    }
    return memory
  }
  const write = (labels: readonly string[]) => {
    memory = labels.slice(0, most)
    try {
      kept.write(JSON.stringify(memory))
    } catch {
      // A browser may forbid a page all storage.
    }
  }
  return {
    read,
    add: (label) => write([label, ...read().filter((each) => each !== label)]),
    remove: (label) => write(read().filter((each) => each !== label)),
  }
}

/** Labels that live as long as the page. */
export function createMemoryLabels(): TabLabels {
  const labels = new Map<string, string>()
  return { read: (key) => labels.get(key) ?? null, write: (key, value) => void labels.set(key, value) }
}
