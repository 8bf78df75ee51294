import type { Texts } from './texts.ts'
import { german } from './texts-de.ts'
import { english } from './texts-en.ts'

/** A language's words, and how it writes times and days. */
export type Language = {
  readonly tag: string
  readonly texts: Texts
  readonly time: (at: number) => string
  /** Names the reader's day of a moment; equal for moments of one day. */
  readonly dayOf: (at: number) => string
  readonly dayName: (at: number, now: number) => string
}

const dayMs = 86_400_000

/** The language for a tag (`de-AT`); English for those that the widget does not speak, with times as the reader writes them. */
export function createLanguage(tag: string, readers: readonly string[] = []): Language {
  const asked = isTag(tag) ? tag : 'en'
  // A page in `en` says nothing of where its reader lives; the browser does.
  const known = asked.includes('-') ? asked : (readers.find((own) => own.startsWith(`${asked}-`) && isTag(own)) ?? asked)
  const clock = new Intl.DateTimeFormat(known, { timeStyle: 'short' })
  const day = new Intl.DateTimeFormat(known, { dateStyle: 'full' })
  const dayOf = (at: number) => day.format(at)
  const near = new Intl.RelativeTimeFormat(known, { numeric: 'auto' })
  const name = (days: number) => near.format(days, 'day').replace(/^./u, (letter) => letter.toLocaleUpperCase(known))
  return {
    tag: known,
    texts: /^de\b/i.test(known) ? german : english,
    time: (at) => clock.format(at),
    dayOf,
    dayName(at, now) {
      if (dayOf(at) === dayOf(now)) return name(0)
      return dayOf(at) === dayOf(now - dayMs) ? name(-1) : dayOf(at)
    },
  }
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
