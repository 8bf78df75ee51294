import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { atEnd, makeFolder, startServer, startTestRecorder } from './recorder-rig.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** Runs the command to its end, or until it has said something. */
async function run(words: readonly string[], environment: Record<string, string | undefined>, until?: RegExp) {
  const child = spawn(process.execPath, [main, ...words], { env: { PATH: process.env.PATH, ...environment } })
  atEnd(() => child.kill('SIGKILL'))
  let said = ''
  const heard = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += String(chunk)
        if (until?.test(said)) resolve()
      })
  })
  await Promise.race([heard, once(child, 'close')])
  return { said, code: child.exitCode }
}

describe('the command', () => {
  test('[RCF1] --help tells every setting, and starts nothing', async () => {
    const { said, code } = await run(['--help'], {})
    expect(code).toBe(0)
    for (const name of ['PORT', 'SERVERS', 'ORIGINS', 'BASIC', 'DATA']) expect(said).toContain(`HOTSEAT_RECORDER_${name}`)
    expect((await run(['--version'], {})).said.trim()).toMatch(/^\d+\.\d+\.\d+$/)
    expect((await run(['nonsense'], {})).code).toBe(1)
  })

  test('[RCF1] wrong settings are told together, before anything listens or is written', async () => {
    const folder = await makeFolder()
    const data = join(folder, 'data')
    const { said, code } = await run([], { HOTSEAT_RECORDER_PORT: 'x', HOTSEAT_RECORDER_BASIC: 'x', HOTSEAT_RECORDER_DATA: data })
    expect(code).toBe(1)
    for (const name of ['PORT', 'BASIC']) expect(said).toContain(`HOTSEAT_RECORDER_${name}`)
    expect(said).not.toMatch(/\n\s+at /)
    await expect(stat(data)).rejects.toThrow()
  })

  test('[RCF1] a port that is taken, and a folder that cannot be, are said with what to do', async () => {
    const folder = await makeFolder()
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    atEnd(() => taken.close())
    const address = taken.address()
    const port = typeof address === 'object' && address !== null ? String(address.port) : ''
    const servers = { HOTSEAT_RECORDER_SERVERS: 'http://127.0.0.1:9' }
    const data = join(folder, 'data')
    const busy = await run([], { ...servers, HOTSEAT_RECORDER_PORT: port, HOTSEAT_RECORDER_DATA: data })
    expect([busy.code, busy.said]).toEqual([1, expect.stringContaining('set HOTSEAT_RECORDER_PORT')])
    await expect(stat(data)).rejects.toThrow()
    const nowhere = { ...servers, HOTSEAT_RECORDER_PORT: '0', HOTSEAT_RECORDER_DATA: join(main, 'below-a-file') }
    const lost = await run([], nowhere)
    expect([lost.code, lost.said]).toEqual([1, expect.stringContaining('The data folder cannot be written')])
  })

  test('[RCF2] no ffmpeg and no screen are said at the start, and it starts all the same', async () => {
    const data = await makeFolder()
    const common = { HOTSEAT_RECORDER_SERVERS: 'http://127.0.0.1:9', HOTSEAT_RECORDER_PORT: '0' }
    const cases = [
      [{ PATH: '/nowhere' }, 'There is no ffmpeg. Install it'],
      [{}, 'There is no screen to capture: DISPLAY is not set'],
      [{ DISPLAY: ':9998' }, 'The screen cannot be captured. ffmpeg says:'],
      [{ DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' }, 'this is a Wayland session'],
    ] as const
    for (const [at, [environment, sentence]] of cases.entries()) {
      const { said } = await run(
        [],
        { ...common, ...environment, HOTSEAT_RECORDER_DATA: join(data, String(at)) },
        /cannot record now.*\n/,
      )
      expect(said).toContain('Hotseat recorder is ready: http://127.0.0.1:')
      expect(said).toContain(sentence)
    }
  })

  test('[LB18] a folder that others could read is theirs no more', async () => {
    const data = join(await makeFolder(), 'data')
    await mkdir(data)
    await chmod(data, 0o755)
    const server = await startServer()
    await startTestRecorder([server.origin], { data })
    expect((await stat(data)).mode & 0o777).toBe(0o700)
  })
})
