import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { KeptPart, KeptRecording } from './kept-recording.ts'
import { openLeftRecordings } from './left-recordings.ts'
import { partName, readSpool } from './read-spool.ts'
import { syncFolder } from './sync-folder.ts'
import { writeFileSafely } from './write-file-safely.ts'

/** Which recording it is, and where it goes. */
export type RecordingHome = Pick<KeptRecording, 'id' | 'server' | 'tenant'>
/** What is known of a part when its first picture is there. */
export type PartBeginning = Pick<KeptPart, 'startedAt' | 'key' | 'aheadMs'>

/** What was captured and the server does not have yet. Its files are readable by their owner alone, and the media by nobody here. */
export interface Spool {
  readonly recordings: readonly KeptRecording[]
  readonly bytes: number
  readonly limitBytes: number
  find(id: string): KeptRecording | undefined
  /** Whether a picture of it was ever captured here, also when everything of it has left. */
  hasBegun(id: string): boolean
  /** Begins a part of a recording, and with the first one the recording. Its number, when that is on the disk; no number comes twice (spec SPL6). */
  begin(home: RecordingHome, part: PartBeginning): Promise<number>
  /** Changes what is known of a recording; nothing when it is not there. What cannot be written is written with what comes next (spec SPL8). */
  change(id: string, change: (recording: KeptRecording) => KeptRecording): Promise<void>
  changePart(id: string, part: number, change: (part: KeptPart) => KeptPart): Promise<void>
  /** Where a part's media are. */
  pathOf(id: string, part: number): string
  /** So many bytes more are in it. */
  grew(bytes: number): void
  /** Removes a part. `lost`: how many more of the recording's are not to be waited for, by that. */
  removePart(id: string, part: number, lost: -1 | 0 | 1): Promise<void>
  /** Removes a recording with everything of it, if it may still go when its turn comes. */
  remove(id: string, mayGo: (recording: KeptRecording) => boolean): Promise<void>
  /** Resolves when nothing is being written. */
  settled(): Promise<void>
}

/** Opens the spool in a folder; parts that a crash cut off are ended (spec SPL3). `onChange`: there is something to do, or room. */
export async function openSpool(
  folder: string,
  limitBytes: number,
  onChange: () => void,
  log: Pick<Logger, 'error'>,
): Promise<Spool> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const left = await openLeftRecordings(`${folder}-left.json`)
  const { found, barred } = await readSpool(folder, log)
  const kept = new Map(found.map(({ recording }) => [recording.id, recording]))
  /** What is known of these is not on the disk yet. */
  const unwritten = new Set(found.flatMap(({ recording, isChanged }) => (isChanged ? [recording.id] : [])))
  /** The writes of one recording come one after the other. */
  const writes = new Map<string, Promise<unknown>>()
  let bytes = found.flatMap(({ recording }) => recording.parts).reduce((sum, { end }) => sum + (end?.bytes ?? 0), 0)
  let isFailing = false

  // An id of the server is no path.
  const nameOf = (id: string) => encodeURIComponent(id).replaceAll('.', '%2E')
  const folderOf = (id: string) => join(folder, nameOf(id))
  const pathOf = (id: string, part: number) => join(folderOf(id), partName(part))
  const write = (recording: KeptRecording) =>
    writeFileSafely(join(folderOf(recording.id), 'recording.json'), JSON.stringify(recording))
  const inTurn = <T>(id: string, task: () => Promise<T>): Promise<T> => {
    const done = (writes.get(id) ?? Promise.resolve()).catch(() => undefined).then(task)
    const forget = () => writes.get(id) === done && writes.delete(id)
    writes.set(id, done)
    done.then(forget, forget)
    return done
  }

  /** A disk that takes nothing keeps nothing from going on: what is in memory is right, and a crash costs what it costs anyway. */
  async function save(recording: KeptRecording): Promise<void> {
    unwritten.add(recording.id)
    try {
      await write(recording)
      unwritten.delete(recording.id)
      isFailing = false
    } catch (error) {
      if (!isFailing) log.error({ err: error }, 'the spool cannot be written; what it knows is in memory until it can be')
      isFailing = true
    }
    if (!isFailing) saveOthers()
  }

  function saveOthers(): void {
    for (const id of unwritten)
      void inTurn(id, async () => {
        const recording = kept.get(id)
        if (recording !== undefined && unwritten.has(id)) await save(recording)
      })
  }

  const change: Spool['change'] = (id, make) =>
    inTurn(id, async () => {
      const before = kept.get(id)
      if (before === undefined) return
      const after = make(before)
      kept.set(id, after)
      await save(after)
      onChange()
    })

  const removePart: Spool['removePart'] = async (id, number, lost) => {
    const part = kept.get(id)?.parts.find((each) => each.part === number)
    if (part === undefined) return
    const size = part.end?.bytes ?? (await sizeOf(pathOf(id, number)))
    // Its line first: a part without a file would be looked for at every start.
    await change(id, (recording) => {
      const parts = recording.parts.filter((each) => each.part !== number)
      return { ...recording, lost: recording.lost + lost, parts }
    })
    await rm(pathOf(id, number), { force: true })
    bytes = Math.max(0, bytes - size)
    saveOthers()
    onChange()
  }

  await Promise.all([...kept.values()].map((each) => (unwritten.has(each.id) ? save(each) : undefined)))

  return {
    get recordings() {
      return [...kept.values()]
    },
    get bytes() {
      return bytes
    },
    limitBytes,
    find: (id) => kept.get(id),
    hasBegun: (id) => kept.has(id) || left.find(id) !== undefined,
    begin: (home, beginning) =>
      inTurn(home.id, async () => {
        if (barred.has(nameOf(home.id))) throw new Error('what lies in the spool of this recording cannot be read')
        const before = kept.get(home.id) ?? left.find(home.id) ?? createRecording(home, beginning)
        const part = before.lastPart + 1
        const line = { part, ...beginning, end: null, uploadPath: null, asideAt: null }
        const after = { ...before, closed: false, lastPart: part, parts: [...before.parts, line] }
        if (!kept.has(home.id)) {
          await mkdir(folderOf(home.id), { recursive: true, mode: 0o700 })
          await syncFolder(folder)
        }
        // On the disk before anything that its key opens.
        await write(after)
        kept.set(home.id, after)
        unwritten.delete(home.id)
        onChange()
        return part
      }),
    change,
    changePart: (id, number, make) =>
      change(id, (recording) => ({
        ...recording,
        parts: recording.parts.map((part) => (part.part === number ? make(part) : part)),
      })),
    pathOf,
    grew(more) {
      bytes += more
    },
    removePart,
    remove: (id, mayGo) =>
      inTurn(id, async () => {
        const recording = kept.get(id)
        if (recording === undefined || !mayGo(recording)) return
        await left.add(recording).catch((error: unknown) => log.error({ err: error }, 'what has left the spool cannot be noted'))
        for (const { part, end } of recording.parts) bytes -= end?.bytes ?? (await sizeOf(pathOf(id, part)))
        kept.delete(id)
        unwritten.delete(id)
        await rm(folderOf(id), { recursive: true, force: true })
        saveOthers()
        onChange()
      }),
    async settled() {
      await Promise.allSettled(writes.values())
    },
  }
}

function createRecording(home: RecordingHome, { startedAt }: PartBeginning): KeptRecording {
  return {
    ...{ id: home.id, server: home.server, tenant: home.tenant, begunAt: startedAt, closed: false },
    ...{ told: 'nothing', toldParts: null, asideAt: null, lastPart: 0, lost: 0, parts: [] },
  }
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}
