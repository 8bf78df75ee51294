import { useMemo } from 'react'
import { useLocale } from '../texts/texts-context.tsx'

/** Moments (epoch ms) as the reader writes them, in the reader's zone. */
export type Moments = {
  /** `08:31` */
  readonly time: (at: number) => string
  /** `08:31:05` */
  readonly exact: (at: number) => string
  /** `22 Nov, 08:31:05` */
  readonly stamp: (at: number) => string
  /** `22 Nov 2026, 08:31` */
  readonly full: (at: number) => string
  /** `Sunday, 22 November` */
  readonly day: (at: number) => string
}

/** The reader's formats for moments. */
export function createMoments(locale: string): Moments {
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const exact = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const stamp = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })
  return {
    day: (at) => day.format(at),
    stamp: (at) => stamp.format(at),
    time: (at) => time.format(at),
    exact: (at) => exact.format(at),
    full: (at) => full.format(at),
  }
}

/** The formats for the language that is shown. */
export function useMoments(): Moments {
  const locale = useLocale()
  return useMemo(() => createMoments(locale), [locale])
}

/** The first moment of the reader's day that `now` is in. Epoch ms. */
export function startOfDay(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0)
}
