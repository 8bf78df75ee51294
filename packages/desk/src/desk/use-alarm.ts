import { useEffect } from 'react'
import { announce } from '../app/announce.tsx'
import { useTitleBadge } from '../app/title-badge.ts'
import { startRingTone } from './ring-tone.ts'

/** What rings: its id, a word for the tab's title, and a sentence. */
export type Alarm = { readonly id: string; readonly title: string; readonly sentence: string }

/**
 * Makes what rings noticed: sound, tab title, notification where allowed, and an assertive announcement. The focus stays where it is,
 * so nothing that is being typed lands elsewhere.
 */
export function useAlarm(alarm: Alarm | null): void {
  const { id = null, title = '', sentence = '' } = alarm ?? {}
  useTitleBadge(id === null ? null : `● ${title} –`)
  useEffect(() => {
    if (id === null) return
    announce(sentence, 'assertive')
    const stopTone = startRingTone()
    const mayNotify = 'Notification' in window && Notification.permission === 'granted' && document.hidden
    const notification = mayNotify ? new Notification(title, { body: sentence, tag: id }) : null
    notification?.addEventListener('click', () => window.focus())
    return () => {
      stopTone()
      notification?.close()
      announce('', 'assertive')
    }
  }, [id, title, sentence])
}
