import { isRinging, type MediumStatus } from '@hotseat/core'
import type { DeskDocument } from '@hotseat/protocol'
import { useTexts } from '../texts/texts-context.tsx'
import { useAlarm } from './use-alarm.ts'

/** Makes a ringing call noticed. */
export function useRinging(status: MediumStatus | undefined, lists: DeskDocument): void {
  const { desk: words } = useTexts()
  const ringing = status !== undefined && isRinging(status.state) ? status.interaction : null
  const campaign = lists.campaigns.find((row) => row.id === ringing?.campaign)?.name ?? ringing?.campaign ?? ''
  useAlarm(ringing && { id: ringing.id, title: words.titleRinging, sentence: words.ringing(ringing.party, campaign) })
}
