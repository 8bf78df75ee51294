import type { Restored, Status } from '@hotseat/client'
import { secondsUntil } from '../app/durations.ts'
import type { Tone } from '../app/states.ts'
import type { Texts } from '../texts/en.ts'

/** What the pill shows: never more than was answered. */
export type PillView = { readonly tone: Tone; readonly text: string; readonly help: string; readonly isBusy: boolean }

/** How long "Back, …" stands before it moves into the timeline, in ms. */
export const backShownMs = 5_000

/** The last return and when it was seen, epoch ms. */
export type Back = Pick<Restored, 'outcome' | 'awayMs'> & { readonly at: number }

/** The pill for a connection as it is at `now` (epoch ms); `back` is the last return, if any. */
export function pillView(status: Status, back: Back | null, now: number, texts: Texts): PillView {
  const words = texts.connection
  switch (status.kind) {
    case 'connected':
      if (back !== null && now - back.at < backShownMs) {
        const text = back.outcome === 'recovered' ? words.recovered : words.resynced
        return { tone: 'ready', text, help: words.connectedHelp, isBusy: false }
      }
      return { tone: 'ready', text: words.connected, help: words.connectedHelp, isBusy: false }
    case 'connecting':
      return { tone: 'hold', text: words.connecting, help: words.connecting, isBusy: true }
    case 'checking':
      return { tone: 'notReady', text: words.checking, help: words.checkingHelp, isBusy: true }
    case 'reconnecting': {
      const seconds = secondsUntil(status.nextTryAt, now)
      const text = seconds > 0 ? words.reconnecting(seconds) : words.trying
      return { tone: 'lost', text, help: words.reconnectingHelp, isBusy: true }
    }
    case 'signedOut':
      return { tone: 'out', text: words.signedOut, help: words.signedOut, isBusy: false }
  }
}
