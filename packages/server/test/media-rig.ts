import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Recording } from '@hotseat/core'
import { type DetailedError, Upload, type UploadOptions } from 'tus-js-client'
import { createHandlers } from '../src/handlers.ts'
import { createTestNode, type SignedIn, type SignInOptions, type TestNode } from '../src/http/test-node.ts'
import { createFolderMediaStore } from '../src/recording/media/folder-media-store.ts'
import type { MediaStore } from '../src/recording/media/media-store.ts'
import { createRecorderTokens } from '../src/recording/recorder-token.ts'
import { createWrappingKey } from '../src/recording/wrapping-key.ts'
import type { RecordingPartRow } from '../src/store/tables.ts'
import { type SealedPart, wrapKey } from './sealed-part.ts'
import { createStage } from './stage.ts'

export const recorderId = 'r'.repeat(43)
export const uploads = '/recorder/v1/uploads'

export type MediaRig = Awaited<ReturnType<typeof createMediaRig>>
/** How an upload ended: with the server's last status and code, when it was refused. */
export type Ending = 'arrived' | { readonly status: number; readonly code: string }

/** A server with a store of media behind real HTTP, and the recorder of the agent `anna`. Its clock stands. */
export async function createMediaRig(mediaOf: (folder: string) => MediaStore = createFolderMediaStore) {
  const folder = await mkdtemp(join(tmpdir(), 'hotseat-media-'))
  const stage = await createStage()
  const { deps } = stage
  const media = mediaOf(join(folder, 'recordings'))
  const node: TestNode[] = []
  const start = async () => {
    node[0] = await createTestNode({ handlers: createHandlers(deps), deps, media, env: { HOTSEAT_PORT: '0' } })
    return (await node[0].node.start()).url
  }
  const stop = async () => {
    const closed = node[0]?.node.close()
    node[0]?.node.app.server.closeAllConnections()
    await closed
  }
  let url = await start()
  const publicKey = await createWrappingKey(deps).publicKey()
  const tokens = createRecorderTokens(deps)
  const tenant = deps.store.tenant('demo')
  const headers = (recorder = recorderId) => ({ authorization: `Bearer ${tokens.issue('demo', recorder).token}` })

  const rig = {
    ...{ folder, stage, media, tenant, headers },
    url: () => url,
    /** The server's process ends, and another one begins on what it left. */
    async restart() {
      await stop()
      url = await start()
    },
    async close() {
      await stop()
      media.close()
      await rm(folder, { recursive: true, force: true })
    },
    signIn: (options: SignInOptions): Promise<SignedIn> => {
      if (!node[0]) throw new Error('no server')
      return node[0].signIn(options)
    },
    /** A recording that its recorder has begun. */
    async plant(changes: Partial<Recording> = {}): Promise<Recording> {
      const askedAt = changes.askedAt ?? deps.clock.now()
      const recording: Recording = {
        ...{
          id: 'rec-1',
          userId: 'anna',
          place: null,
          state: 'running',
          askedAt,
          giveUpAt: askedAt + 30_000,
          startedAt: askedAt,
        },
        ...{ stoppedAt: null, calls: [], pauses: [], recorderId, partCount: null, failure: null, ...changes },
      }
      const { id, userId, place, state } = recording
      await tenant.transact(async (tx) => {
        tx.put('recordings', { id, userId, place, state, askedAt, recorderId: recording.recorderId, dueAt: null, recording })
        for (const { interactionId, from } of recording.calls)
          tx.put('recordedCalls', { recordingId: id, interactionId, answeredAt: from })
      })
      return recording
    },
    /** What a recorder tells of a part. */
    async metadataOf(part: SealedPart, changes: Record<string, string> = {}): Promise<Record<string, string>> {
      const recording = changes.recording ?? 'rec-1'
      const key = await wrapKey(part.key, publicKey, { tenant: 'demo', recorder: recorderId, recording })
      return {
        recording: 'rec-1',
        part: '1',
        startedAt: String(deps.clock.now()),
        endedAt: String(deps.clock.now() + 5_000),
        sha256: part.sha256,
        key,
        cut: 'false',
        ...changes,
      }
    },
    /** Sends a part by the real client of tus, to its end. */
    async upload(part: SealedPart, changes: Record<string, string> = {}, options: Partial<UploadOptions> = {}): Promise<Ending> {
      const metadata = await rig.metadataOf(part, changes)
      return send(part.bytes, { endpoint: url + uploads, headers: headers(), metadata, retryDelays: [], ...options })
    },
    partOf: (part = 1, recordingId = 'rec-1'): Promise<RecordingPartRow | undefined> =>
      tenant.get('recordingParts', { recordingId, part }),
    indexOf: async (part = 1, recordingId = 'rec-1') => (await tenant.get('recordingIndexes', { recordingId, part }))?.index,
    /** All files of the media that lie in the folder. */
    async files(): Promise<readonly string[]> {
      const found = await readdir(folder, { recursive: true, withFileTypes: true })
      return found.filter((file) => file.isFile()).map(({ parentPath, name }) => join(parentPath, name))
    },
    contents: async () => Promise.all((await rig.files()).map((path) => readFile(path))),
  }
  return rig
}

/** Lets the client of tus send some bytes. */
export function send(bytes: Buffer, options: UploadOptions): Promise<Ending> {
  return new Promise((resolve, reject) => {
    new Upload(bytes, {
      ...options,
      onSuccess: () => resolve('arrived'),
      onError(error) {
        const answer = (error as Partial<DetailedError>).originalResponse
        if (!answer) return reject(error)
        const code = /"code":"([^"]+)"/.exec(answer.getBody())?.[1] ?? answer.getBody()
        resolve({ status: answer.getStatus(), code })
      },
    }).start()
  })
}
