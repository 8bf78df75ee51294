import type { RecordedCall, Recording } from './recording.ts'

export const call = (changes: Partial<RecordedCall> = {}): RecordedCall => ({
  ...{ interactionId: 'call-1', direction: 'inbound', campaign: 'orders', party: '+49 30 1', from: 1_000, to: null, ...changes },
})

/** A recording that was asked for at 1,000; what is not named is plain. */
export const asked = (changes: Partial<Recording> = {}): Recording => ({
  ...{ id: 'rec-1', userId: 'anna', place: null, state: 'asked', askedAt: 1_000, giveUpAt: 31_000, startedAt: null },
  ...{ stoppedAt: null, calls: [call()], pauses: [], recorderId: null, partCount: null, failure: null, ...changes },
})
