import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type KeptPart, type KeptRecording, parseKeptRecording } from './kept-recording.ts'
import { recoverPart } from './recover-part.ts'
import { syncFolder } from './sync-folder.ts'
import { writeFileSafely } from './write-file-safely.ts'

/** What was captured and the server does not have yet. Its files are readable by their owner alone, and the media by nobody here. */
export interface Spool {
  readonly recordings: readonly KeptRecording[]
  readonly bytes: number
  readonly limitBytes: number
  find(id: string): KeptRecording | undefined
  /** Begins to keep a recording; one that is there stays as it is. */
  open(recording: Pick<KeptRecording, 'id' | 'server' | 'tenant'>): Promise<void>
  /** Changes what is known of a recording; nothing when it is not there. Durable when it resolves. */
  change(id: string, change: (recording: KeptRecording) => KeptRecording): Promise<void>
  changePart(id: string, part: number, change: (part: KeptPart) => KeptPart): Promise<void>
  /** Where a part's media are. */
  pathOf(id: string, part: number): string
  /** So many bytes more are in it. */
  grew(bytes: number): void
  removePart(id: string, part: number): Promise<void>
  /** Removes a recording with everything of it. */
  remove(id: string): Promise<void>
  /** Resolves when nothing is being written. */
  settled(): Promise<void>
}

/** Opens the spool in a folder; parts that a crash cut off are ended (spec SPL3). `onChange`: there is something to do, or room. */
export async function openSpool(folder: string, limitBytes: number, onChange: () => void): Promise<Spool> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const kept = new Map<string, KeptRecording>()
  /** The writes of one recording come one after the other. */
  const writes = new Map<string, Promise<void>>()
  let bytes = 0

  // An id of the server is no path.
  const folderOf = (id: string) => join(folder, encodeURIComponent(id).replaceAll('.', '%2E'))
  const pathOf = (id: string, part: number) => join(folderOf(id), `${part}.part`)
  const write = (recording: KeptRecording) =>
    writeFileSafely(join(folderOf(recording.id), 'recording.json'), JSON.stringify(recording))
  const inTurn = (id: string, task: () => Promise<void>) => {
    const done = (writes.get(id) ?? Promise.resolve()).catch(() => undefined).then(task)
    writes.set(id, done)
    return done
  }
  const change: Spool['change'] = (id, make) =>
    inTurn(id, async () => {
      const before = kept.get(id)
      if (before === undefined) return
      const after = make(before)
      await write(after)
      kept.set(id, after)
      onChange()
    })

  for (const name of await readdir(folder)) {
    const text = await readFile(join(folder, name, 'recording.json'), 'utf8').catch(() => null)
    // A crash came before its first file was whole: there is no part of it.
    if (text === null) await rm(join(folder, name), { recursive: true, force: true })
    const recording = parseKeptRecording(text ?? '')
    // What another version wrote is not ours to remove.
    if (recording === null) continue
    const recovered = await recoverRecording(recording, (part) => pathOf(recording.id, part))
    await write(recovered)
    kept.set(recovered.id, recovered)
    for (const { end } of recovered.parts) bytes += end?.bytes ?? 0
    await removeOthers(folderOf(recovered.id), recovered)
  }

  return {
    get recordings() {
      return [...kept.values()]
    },
    get bytes() {
      return bytes
    },
    limitBytes,
    find: (id) => kept.get(id),
    open: ({ id, server, tenant }) =>
      inTurn(id, async () => {
        if (kept.has(id)) return
        const fresh = {
          id,
          server,
          tenant,
          begunAt: null,
          closed: false,
          told: 'nothing',
          lastPart: 0,
          lost: 0,
          parts: [],
        } as const
        await mkdir(folderOf(id), { recursive: true, mode: 0o700 })
        await syncFolder(folder)
        await write(fresh)
        kept.set(id, fresh)
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
    async removePart(id, number) {
      const size = await sizeOf(pathOf(id, number))
      // Its line first: a part without a file would be looked for at every start.
      await change(id, (recording) => ({ ...recording, parts: recording.parts.filter(({ part }) => part !== number) }))
      await rm(pathOf(id, number), { force: true })
      bytes -= size
      onChange()
    },
    remove: (id) =>
      inTurn(id, async () => {
        const { parts = [] } = kept.get(id) ?? {}
        for (const { part } of parts) bytes -= await sizeOf(pathOf(id, part))
        kept.delete(id)
        await rm(folderOf(id), { recursive: true, force: true })
        onChange()
      }),
    async settled() {
      await Promise.allSettled(writes.values())
    },
  }
}

async function recoverRecording(recording: KeptRecording, pathOf: (part: number) => string): Promise<KeptRecording> {
  const parts: KeptPart[] = []
  for (const part of recording.parts) {
    const end = part.end ?? (await recoverPart(pathOf(part.part), part))
    if (end !== null) parts.push({ ...part, end })
  }
  return { ...recording, parts, lost: recording.lost + recording.parts.length - parts.length }
}

/** Removes what a crash left between two steps. */
async function removeOthers(folder: string, { parts }: KeptRecording): Promise<void> {
  const own = ['recording.json', ...parts.map(({ part }) => `${part}.part`)]
  for (const name of await readdir(folder)) if (!own.includes(name)) await rm(join(folder, name), { force: true })
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}
