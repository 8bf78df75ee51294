import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, test } from 'vitest'
import { addressOf, FolderTaken, lockFolder } from '../src/spool/lock-folder.ts'
import { fillSpool } from './make-part.ts'
import { atEnd, makeFolder, startServer, startTestRecorder } from './recorder-rig.ts'

let folder: string
beforeEach(async () => {
  folder = await makeFolder()
})

/** Another process that takes the folder and keeps it until it is killed. */
async function lockElsewhere(path: string) {
  const module = fileURLToPath(new URL('../src/spool/lock-folder.ts', import.meta.url))
  const text = `const { lockFolder } = await import(${JSON.stringify(module)}); await lockFolder(process.argv[1]); console.log('has it'); setInterval(() => 0, 1e6)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', text, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const kill = async () => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  atEnd(kill)
  await once(child.stdout, 'data')
  return kill
}

describe('a data folder', () => {
  test('[SPL9] is for one recorder, whatever its port; the second one has touched nothing', async () => {
    const server = await startServer()
    await startTestRecorder([server.origin], { data: folder })
    const before = await readdir(folder)
    await expect(startTestRecorder([server.origin], { data: folder })).rejects.toThrow(FolderTaken)
    expect(await readdir(folder)).toEqual(before)
  })

  test('[SPL9] is free again when the recorder ended, and when it was killed', async () => {
    const lock = await lockFolder(folder)
    await lock.release()
    const kill = await lockElsewhere(folder)
    await expect(lockFolder(folder)).rejects.toThrow(FolderTaken)
    await kill()
    await (await lockFolder(folder)).release()
    expect(await readdir(folder)).toEqual([])
  })

  test('[SPL9] of many that start at once after a crash one has it', async () => {
    const kill = await lockElsewhere(folder)
    await kill()
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)))
    const locks = all.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    expect(locks).toHaveLength(1)
    for (const lock of locks) await lock.release()
  })

  test('[SPL9] may have a name that is too long for a socket', async () => {
    const long = join(folder, 'x'.repeat(120))
    await mkdir(long)
    const lock = await lockFolder(long)
    await expect(lockFolder(long)).rejects.toThrow(FolderTaken)
    await lock.release()
    expect(addressOf('C:\\data', 'win32')).toMatch(/^\\\\\.\\pipe\\hotseat-recorder-/)
  })

  test('[SPL9] [RCF1] the command says so, and a spool that is in use stays as it is', async () => {
    const server = await startServer()
    await fillSpool(join(folder, 'spool'), server, { a: [1] })
    const lock = await lockFolder(folder)
    atEnd(() => lock.release())
    const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
    const env = { PATH: process.env.PATH, HOTSEAT_RECORDER_PORT: '0', HOTSEAT_RECORDER_DATA: folder }
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    atEnd(() => child.kill('SIGKILL'))
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += String(chunk)
    })
    await once(child, 'close')
    expect([child.exitCode, said]).toEqual([1, expect.stringContaining('Another recorder works in its data folder')])
    expect(await readFile(join(folder, 'spool', 'a', '1.part'))).toHaveLength(1024 * 1024 + 700 + 4 + 2 * 21)
  })
})
