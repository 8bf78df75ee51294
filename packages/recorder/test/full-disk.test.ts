import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { countFragments } from './count-fragments.ts'
import { atEnd, createCaller, makeFolder, page, startServer } from './recorder-rig.ts'
import { startMovingScreen } from './x-display.ts'

/** The system sends a signal with the error. */
const unharmed = 'data:text/javascript,process.on("SIGXFSZ", () => undefined)'
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** A recorder as a process, for which the system can be told how long a file may be: a disk that is full for it alone. */
async function startProcess(origin: string) {
  const { display } = await startMovingScreen()
  const data = await makeFolder()
  const child = spawn(process.execPath, ['--import', unharmed, main], {
    env: {
      ...{ PATH: process.env.PATH, DISPLAY: display, HOTSEAT_RECORDER_PORT: '0', HOTSEAT_RECORDER_DATA: data },
      ...{ HOTSEAT_RECORDER_SERVERS: origin, HOTSEAT_RECORDER_ORIGINS: page },
    },
  })
  atEnd(async () => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += String(chunk)
    })
  await expect.poll(() => said).toMatch(/is ready: http:\/\/127\.0\.0\.1:\d+/)
  const limit = (bytes: string) => promisify(execFile)('prlimit', ['--pid', String(child.pid), `--fsize=${bytes}:`])
  return {
    ...{ data, call: createCaller(Number(/127\.0\.0\.1:(\d+)/.exec(said)?.[1])), said: () => said },
    fill: () => limit('100'),
    free: () => limit('unlimited'),
    async openParts() {
      const folder = `/proc/${child.pid}/fd`
      const names = await Promise.all((await readdir(folder)).map((name) => readlink(join(folder, name)).catch(() => '')))
      return names.filter((name) => name.includes('.part'))
    },
  }
}

test('[SPL4] [SPL8] when the disk is full the part is ended, and the recording goes on by itself when there is room', async () => {
  const server = await startServer()
  const { data, call, said, fill, free, openParts } = await startProcess(server.origin)
  const fragments = (part: number) => countFragments(join(data, 'spool', 'rec-1', `${part}.part`))
  await call('GET', '/api/v2/me', { authorization: `Ticket ${server.giveTicket('agent01')}` })
  await expect.poll(() => server.lines).toBe(1)
  server.ask('agent01', 'rec-1')
  await expect.poll(() => fragments(1)).toBeGreaterThanOrEqual(1)
  expect(await openParts()).toHaveLength(1)
  await fill()
  await expect.poll(said).toContain('the disk is full')
  // Its end is known though it could not be noted, and it is uploaded.
  await expect.poll(() => server.state.parts.map(({ metadata }) => metadata.cut)).toEqual(['true'])
  expect(await openParts()).toEqual([])
  await free()
  await expect.poll(() => fragments(2), { timeout: 15_000 }).toBeGreaterThanOrEqual(1)
  server.stop('agent01')
  await expect.poll(() => server.state.parts.map(({ metadata }) => metadata.part)).toEqual(['1', '2'])
  await expect.poll(() => readdir(join(data, 'spool'))).toEqual([])
  expect(server.state.reports).toContainEqual({ recording: 'rec-1', what: 'finished', parts: 2 })
  expect(server.state.reports.map(({ what }) => what)).not.toContain('failed')
})
