import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SignedIn } from '../src/http/test-node.ts'
import type { MemberRow } from '../src/store/tables.ts'
import { createMediaRig, type MediaRig } from './media-rig.ts'
import { makeVideo, type SealedPart, sealPart } from './sealed-part.ts'

let part: SealedPart
beforeAll(async () => {
  const { init, fragments } = await makeVideo({ seconds: 6 })
  // More than any buffer on the way takes.
  const large = fragments.map((fragment) => {
    const media = Buffer.alloc(6_000_008)
    media.writeUInt32BE(media.length)
    media.write('mdat', 4, 'latin1')
    return Buffer.concat([fragment.subarray(0, fragment.readUInt32BE()), media])
  })
  part = sealPart({ init, fragments: large })
}, 30_000)

let rig: MediaRig
let watcher: SignedIn
beforeEach(async () => {
  rig = await createMediaRig()
  await rig.plant()
  watcher = await rig.signIn({ role: 'administrator', user: 'ada', bearer: true })
  await rig.upload(part)
})
afterEach(() => rig.close())

/** Plays the part to its end, with something that happens when it has begun. */
async function play(meanwhile: () => Promise<void>): Promise<'whole' | 'cut'> {
  const answer = await fetch(`${rig.url()}/v1/recordings/rec-1/media?part=1`, { headers: watcher.headers })
  const reader = answer.body?.getReader()
  let left = Number(answer.headers.get('content-length'))
  left -= (await reader?.read())?.value?.length ?? 0
  await meanwhile()
  rig.stage.clock.advance(1_000)
  try {
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) left -= next.value.length
  } catch {
    expect(left).toBeGreaterThan(6_000_000)
    return 'cut'
  }
  return left === 0 ? 'whole' : 'cut'
}

const changeMember = (change: Partial<MemberRow>) =>
  rig.tenant.transact(async (tx) => {
    const member = await tx.get('members', { id: watcher.session.userId })
    if (member) tx.put('members', { ...member, ...change })
  })

test('[RC46] who may go on reads it to its end', async () => {
  expect(await play(async () => undefined)).toBe('whole')
})

test('[RC46] [S-24] who was signed out meanwhile reads no further', async () => {
  const endedAt = rig.stage.clock.now()
  const end = () => rig.tenant.transact(async (tx) => tx.put('sessions', { ...watcher.session, endedAt, endReason: 'signedOut' }))
  expect(await play(end)).toBe('cut')
})

test('[RC46] [S-24] nor who was disabled', async () => {
  expect(await play(() => changeMember({ disabledAt: 1 }))).toBe('cut')
})

test('[RC46] [S-24] nor who got a role that may not watch', async () => {
  expect(await play(() => changeMember({ role: 'analyst' }))).toBe('cut')
})
