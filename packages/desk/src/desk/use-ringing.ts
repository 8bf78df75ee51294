import { isRinging, type MediumStatus } from '@hotseat/core'
import type { DeskDocument } from '@hotseat/protocol'
import { useEffect } from 'react'
import { announce } from '../app/announce.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import { startRingTone } from './ring-tone.ts'

/**
 * Makes a ringing call noticed: sound, tab title, notification where allowed, and an assertive announcement. The focus
 * stays where it is, so nothing that is being typed lands elsewhere.
 */
export function useRinging(status: MediumStatus | undefined, lists: DeskDocument): void {
  const texts = useTexts()
  const ringing = status !== undefined && isRinging(status.state) ? status.interaction : null
  const id = ringing?.id ?? null
  const who = ringing?.party ?? ''
  const campaign = lists.campaigns.find((row) => row.id === ringing?.campaign)?.name ?? ringing?.campaign ?? ''

  useEffect(() => {
    if (id === null) return
    const sentence = texts.desk.ringing(who, campaign)
    announce(sentence, 'assertive')
    const stopTone = startRingTone()
    const title = document.title
    document.title = `● ${texts.desk.titleRinging} – ${title}`
    const mayNotify = 'Notification' in window && Notification.permission === 'granted' && document.hidden
    const notification = mayNotify ? new Notification(texts.desk.titleRinging, { body: sentence, tag: id }) : null
    notification?.addEventListener('click', () => window.focus())
    return () => {
      stopTone()
      document.title = title
      notification?.close()
      announce('', 'assertive')
    }
  }, [id, who, campaign, texts])
}
