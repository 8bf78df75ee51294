import type { Device } from '../sign-on/device-key.ts'
import type { Transaction } from '../store/store.ts'

/** What signed in: its key, for whom, what it says of itself. `place`: where it was told that it stands. */
export type SignedInRecorder = {
  readonly device: Device
  readonly userId: string
  readonly place: string | undefined
  readonly version: string
}

/**
 * Keeps who a recorder is (spec RC14). Where it stands is what its agent's own place says: a key that only claims to stand
 * somewhere would be given tickets for whoever works there (spec RC16).
 */
export async function rememberRecorder(
  tx: Transaction,
  { device, userId, place: claimed, version }: SignedInRecorder,
  now: number,
): Promise<void> {
  const known = await tx.get('recorders', { id: device.id })
  const seat = (await tx.get('agents', { userId }))?.agent.place ?? null
  const isConfirmed = seat !== null && (claimed === undefined || claimed === seat)
  tx.put('recorders', {
    ...{ id: device.id, key: device.key, userId, version },
    place: isConfirmed ? seat : (known?.place ?? null),
    firstSeenAt: known?.firstSeenAt ?? now,
    lastSeenAt: now,
    revokedAt: known?.revokedAt ?? null,
    usedChallenges: known?.usedChallenges ?? [],
  })
}
