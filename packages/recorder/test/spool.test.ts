import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { createLog } from '../src/log.ts'
import { openSpool, type Spool } from '../src/spool/spool.ts'
import { syncFolder } from '../src/spool/sync-folder.ts'
import { mayGo } from '../src/upload/next-errand.ts'
import { fillSpool } from './make-part.ts'
import { makeFolder, startServer, startTestRecorder } from './recorder-rig.ts'
import type { SmallServer } from './small-server.ts'

let server: SmallServer
let data: string
let folder: string
beforeEach(async () => {
  server = await startServer()
  data = await makeFolder()
  folder = join(data, 'spool')
})

const open = () => openSpool(folder, 1e9, () => undefined, createLog())
const fill = (recordings: Readonly<Record<string, readonly number[]>>) => fillSpool(folder, server, recordings)
const home = (id: string) => ({ id, server: server.origin, tenant: 'demo' })
const beginning = { startedAt: 1_700_000_000_000, key: 'key', aheadMs: 0 }
const noted = async (id: string) => JSON.parse(await readFile(join(folder, id, 'recording.json'), 'utf8'))

/** Everything of a recording has arrived, and it leaves. */
async function deliver(spool: Spool, id: string): Promise<void> {
  for (const { part } of spool.find(id)?.parts ?? []) await spool.removePart(id, part, 0)
  await spool.change(id, (each) => ({ ...each, toldParts: each.lastPart }))
  await spool.remove(id, (each) => mayGo(each, 0))
}

describe('numbers of parts', () => {
  test('[SPL6] go on after everything of a recording has left, and after a restart', async () => {
    await fill({ a: [1, 1] })
    await deliver(await open(), 'a')
    expect(await readdir(folder)).toEqual([])
    const spool = await open()
    expect([spool.hasBegun('a'), spool.hasBegun('b')]).toEqual([true, false])
    expect(await spool.begin(home('a'), beginning)).toBe(3)
    expect(spool.find('a')).toMatchObject({ closed: false, told: 'begun', toldParts: 2, lastPart: 3, parts: [{ part: 3 }] })
    expect(await spool.begin(home('a'), beginning)).toBe(4)
  })

  test('[SPL6] a recording that goes on is not removed by whoever found it done before', async () => {
    await fill({ a: [1] })
    const spool = await open()
    await spool.removePart('a', 1, 0)
    await spool.change('a', (each) => ({ ...each, toldParts: 1 }))
    const [number] = await Promise.all([spool.begin(home('a'), beginning), spool.remove('a', (each) => mayGo(each, 0))])
    expect([number, spool.find('a')?.parts.length]).toEqual([2, 1])
  })

  test('[SPL6] of the recordings that have left the last 200 are remembered', async () => {
    const spool = await open()
    for (let at = 0; at < 205; at++) {
      await spool.begin(home(`r${at}`), beginning)
      await spool.change(`r${at}`, (each) => ({ ...each, closed: true }))
      await deliver(spool, `r${at}`)
    }
    expect(JSON.parse(await readFile(`${folder}-left.json`, 'utf8'))).toHaveLength(200)
    expect([spool.hasBegun('r4'), spool.hasBegun('r5')]).toEqual([false, true])
  })
})

describe('what cannot be read', () => {
  test('[SPL7] stays with all its parts; the others are there', async () => {
    await fill({ a: [1], b: [1], c: [1], d: [1] })
    // Nobody, root included, reads through a link to itself.
    await rm(join(folder, 'a', 'recording.json'))
    await symlink('recording.json', join(folder, 'a', 'recording.json'))
    await rm(join(folder, 'b', 'recording.json'))
    await writeFile(join(folder, 'c', 'recording.json'), '{"of": "another version"}')
    await mkdir(join(folder, 'e'))
    const spool = await open()
    expect(spool.recordings.map(({ id }) => id)).toEqual(['d'])
    expect((await readdir(folder)).sort()).toEqual(['a', 'b', 'c', 'd'])
    for (const id of ['a', 'b', 'c']) {
      expect(await readdir(join(folder, id))).toContain('1.part')
      await expect(spool.begin(home(id), beginning)).rejects.toThrow('cannot be read')
    }
  })

  test('[SPL7] [SPL3] a part that was cut off and cannot be read is ended at a later start', async () => {
    await fill({ a: [1, 1] })
    const before = await open()
    for (const part of [1, 2]) await before.changePart('a', part, (each) => ({ ...each, end: null }))
    const path = join(folder, 'a', '1.part')
    const bytes = await readFile(path)
    await rm(path)
    await symlink('1.part', path)
    expect((await open()).find('a')).toMatchObject({ lost: 0, parts: [{ end: null }, { end: { cut: true } }] })
    await rm(path)
    await writeFile(path, bytes)
    expect((await open()).find('a')?.parts[0]?.end).toMatchObject({ cut: true, bytes: bytes.length })
  })

  test('[CAP6] a part that was cut off does not end before it began, whatever the clock was set to', async () => {
    await fill({ a: [1] })
    const startedAt = Date.now() + 3_600_000
    await (await open()).changePart('a', 1, (each) => ({ ...each, startedAt, end: null }))
    expect((await open()).find('a')?.parts[0]).toMatchObject({ startedAt, end: { endedAt: startedAt } })
  })
})

describe('a disk that takes nothing', () => {
  /** Writes of what is known of a recording find no room. */
  const block = (id: string) => symlink('/dev/full', join(folder, id, 'recording.json.new'))
  const unblock = (id: string) => rm(join(folder, id, 'recording.json.new'))

  test('[SPL8] keeps a spool from nothing: it opens, also with parts that were cut off, and is uploaded', async () => {
    await fill({ a: [1], b: [1] })
    await (await open()).changePart('a', 1, (each) => ({ ...each, end: null }))
    for (const id of ['a', 'b']) await block(id)
    const { log, call } = await startTestRecorder([server.origin], { data })
    await call('GET', '/api/v2/me', { authorization: `Ticket ${server.giveTicket('agent01')}` })
    await expect.poll(() => server.state.parts.length, { timeout: 8_000 }).toBe(2)
    await expect.poll(() => readdir(folder)).toEqual([])
    expect(log.join('')).toContain('the spool cannot be written')
  })

  test('[SPL8] what could not be noted is noted with what comes next', async () => {
    await fill({ a: [1], b: [1] })
    const spool = await open()
    await block('a')
    await spool.changePart('a', 1, (each) => ({ ...each, uploadPath: '/x' }))
    expect([spool.find('a')?.parts[0]?.uploadPath, (await noted('a')).parts[0].uploadPath]).toEqual(['/x', null])
    await unblock('a')
    await spool.changePart('b', 1, (each) => ({ ...each, uploadPath: '/y' }))
    await expect.poll(async () => (await noted('a')).parts[0].uploadPath).toBe('/x')
  })

  test('[SPL8] [SPL6] a part that cannot be noted is not begun, and its number comes again', async () => {
    await fill({ a: [1] })
    const spool = await open()
    await block('a')
    await expect(spool.begin(home('a'), beginning)).rejects.toMatchObject({ code: 'ENOSPC' })
    await unblock('a')
    expect(await spool.begin(home('a'), beginning)).toBe(2)
    expect((await noted('a')).parts).toHaveLength(2)
  })
})

test('[SPL2] names in a folder are made to last, and a folder that is not there is no success', async () => {
  await syncFolder(data)
  await expect(syncFolder(join(data, 'none'))).rejects.toMatchObject({ code: 'ENOENT' })
})
