import { readFile } from 'node:fs/promises'
import type { Store } from '@hotseat/client'
import { isRecord } from '../is-record.ts'
import { writeFileSafely } from '../spool/write-file-safely.ts'

/** What stands for the recorder's own key pair, which is in a file of its own. */
const keyMark = { key: 'recorder' } as const

/** A store whose file is as it says once it has settled. */
export type FileStore = Store & { settled(): Promise<void> }

/**
 * What the client keeps, in one small file: which session goes on, never a password or a token (S-52). Key pairs are the recorder's
 * own and are kept by name.
 */
export async function openFileStore(path: string, pair: CryptoKeyPair): Promise<FileStore> {
  const values = new Map(Object.entries(parseValues(await readFile(path, 'utf8').catch(() => ''), pair)))
  let written = Promise.resolve()
  const save = () => {
    const write = () =>
      writeFileSafely(
        path,
        JSON.stringify(Object.fromEntries(values), (_, value) => (value === pair ? keyMark : value)),
      )
    written = written.then(write, write)
    return written
  }
  return {
    read: async (key) => values.get(key),
    write(key, value) {
      values.set(key, value)
      return save()
    },
    remove: (key) => (values.delete(key) ? save() : Promise.resolve()),
    readAll: async (prefix) => [...values].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value),
    settled: () => written.catch(() => undefined),
  }
}

/** A store that forgets with the process. */
export function createPassingStore(): Store {
  const values = new Map<string, unknown>()
  return {
    read: async (key) => values.get(key),
    write: async (key, value) => void values.set(key, value),
    remove: async (key) => void values.delete(key),
    readAll: async (prefix) => [...values].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value),
  }
}

function parseValues(text: string, pair: CryptoKeyPair): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text, (_, each: unknown) =>
      isRecord(each) && each.key === keyMark.key && Object.keys(each).length === 1 ? pair : each,
    )
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}
