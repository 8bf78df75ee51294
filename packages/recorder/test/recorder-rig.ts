import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach } from 'vitest'
import { type RecorderParts, startRecorder } from '../src/compose.ts'
import { createLog } from '../src/log.ts'
import { realWorld } from '../src/real-world.ts'
import { startSmallServer } from './small-server.ts'

export const page = 'https://desk.example'

const endings: (() => unknown)[] = []
afterEach(async () => {
  const faults: unknown[] = []
  // One that fails keeps no process or folder of the others.
  for (const end of endings.splice(0).reverse()) {
    try {
      await end()
    } catch (error) {
      faults.push(error)
    }
  }
  if (faults.length > 0) throw faults[0]
})

/** Does something when the test is over; the last said is the first done. */
export function atEnd(end: () => unknown): void {
  endings.push(end)
}

/** A server that ends with the test. */
export async function startServer() {
  const server = await startSmallServer()
  atEnd(server.close)
  return server
}

/** A folder that goes with the test. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hotseat-recorder-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A recorder in this process, its log, and a page that speaks to it. */
export async function startTestRecorder(
  servers: readonly string[],
  changes: Partial<RecorderParts> & { readonly basic?: boolean; readonly data?: string } = {},
) {
  const lines: string[] = []
  const log = createLog(
    new Writable({
      write(chunk, _, done) {
        lines.push(String(chunk))
        done()
      },
    }),
  )
  const data = changes.data ?? (await makeFolder())
  const config = { port: 0, servers, origins: [page], basic: changes.basic ?? false, data }
  const parts = { world: realWorld, version: '1.2.3', screen: null, program: 'ffmpeg', spoolLimitBytes: 1e9, ...changes }
  const recorder = await startRecorder({ config, log, ...parts })
  let isOpen = true
  const close = async () => {
    if (isOpen) await recorder.close()
    isOpen = false
  }
  atEnd(close)
  return { ...recorder, data, log: lines, close, call: createCaller(recorder.port) }
}

export type Reply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: { statusCode?: number; statusMessage?: string; [member: string]: unknown } | null
}

/** The headers of a script's call from the listed page. */
export const fromPage = { origin: page, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }

/** Sends requests as a page does; headers given here win, and undefined leaves one out. */
export function createCaller(port: number, host = '127.0.0.1') {
  return (
    method: string,
    path: string,
    headers: Readonly<Record<string, string | undefined>> = {},
    body?: unknown,
  ): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
      const all = { ...fromPage, ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...headers }
      const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
      const call = request({ host, port, method, path, headers: sent, agent: false }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('end', () => {
          const answer = Buffer.concat(chunks).toString()
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: answer === '' ? null : JSON.parse(answer),
          })
        })
      })
      call.on('error', reject)
      call.end(text)
    })
}
