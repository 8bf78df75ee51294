import { readFile } from 'node:fs/promises'
import { errorCode } from './error-code.ts'
import { type KeptRecording, readKeptRecording } from './kept-recording.ts'
import { writeFileSafely } from './write-file-safely.ts'

/** So many are remembered; one that goes on after so many others went is long over. */
const most = 200

/** The recordings of which everything has left the spool. One that goes on must not number its parts from 1 again (spec SPL6). */
export interface LeftRecordings {
  find(id: string): KeptRecording | undefined
  /** Durable when it resolves. */
  add(recording: KeptRecording): Promise<void>
}

/** What is remembered in a file. One that cannot be read is an error: to forget it all would be worse. */
export async function openLeftRecordings(path: string): Promise<LeftRecordings> {
  const all = new Map((await read(path)).map((recording) => [recording.id, recording]))
  let written = Promise.resolve()
  return {
    find: (id) => all.get(id),
    add(recording) {
      all.delete(recording.id)
      all.set(recording.id, { ...recording, parts: [] })
      for (const id of [...all.keys()].slice(0, -most)) all.delete(id)
      const write = () => writeFileSafely(path, JSON.stringify([...all.values()]))
      const done = written.then(write)
      written = done.catch(() => undefined)
      return done
    },
  }
}

async function read(path: string): Promise<readonly KeptRecording[]> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'))
    return Array.isArray(value) ? value.flatMap((each) => readKeptRecording(each) ?? []) : []
  } catch (error) {
    // Not there yet; or no JSON: then what it says is lost already.
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return []
    throw error
  }
}
