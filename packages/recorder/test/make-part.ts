import { createHash, randomBytes } from 'node:crypto'
import { createLog } from '../src/log.ts'
import { createPartWriter } from '../src/spool/part-writer.ts'
import { createSealer } from '../src/spool/sealer.ts'
import { openSpool } from '../src/spool/spool.ts'

type WrappingKey = Readonly<Record<string, unknown>>

/** A sealer as a recorder has it. */
export function sealerFor(wrappingKey: WrappingKey, recording: string) {
  return createSealer(
    randomBytes(32),
    Object.fromEntries(Object.entries(wrappingKey).map(([name, value]) => [name, String(value)])),
    { tenant: 'demo', recorder: 'r'.repeat(43), recording },
  )
}

/** Puts recordings into a spool that nobody has open: for each one the sizes of its parts in megabytes. They are closed, and their beginning is told. */
export async function fillSpool(
  folder: string,
  { origin, wrappingKey }: { readonly origin: string; readonly wrappingKey: WrappingKey },
  recordings: Readonly<Record<string, readonly number[]>>,
): Promise<readonly string[]> {
  const spool = await openSpool(folder, 1e9, () => undefined, createLog())
  const hashes: string[] = []
  let startedAt = 1_700_000_000_000
  for (const [id, sizes] of Object.entries(recordings)) {
    for (const megabytes of sizes) {
      const sealer = await sealerFor(wrappingKey, id)
      startedAt += 1_000
      const home = { id, server: origin, tenant: 'demo' }
      const part = await spool.begin(home, { startedAt, key: sealer.wrappedKey, aheadMs: 0 })
      const writer = await createPartWriter(spool.pathOf(id, part), sealer)
      await writer.write('init', randomBytes(700))
      for (let each = 0; each < megabytes; each++) await writer.write('fragment', randomBytes(1024 * 1024))
      const written = await writer.close()
      hashes.push(written.sha256)
      const end = { endedAt: startedAt + 900, cut: false, ...written }
      await spool.changePart(id, part, (each) => ({ ...each, end }))
    }
    await spool.change(id, (each) => ({ ...each, told: 'begun', closed: true }))
  }
  await spool.settled()
  return hashes
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
