import { german } from './de.ts'
import { english } from './en.ts'
import type { PopupTexts } from './popup-texts.ts'

/** The texts for a language tag (BCP 47): German for `de` and whatever begins so, else English. */
export function textsOf(language: string): PopupTexts {
  return /^de\b/i.test(language) ? german : english
}
