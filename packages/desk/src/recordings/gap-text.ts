import type { AllTexts } from '../texts/all-en.ts'
import type { Stretch } from './recording-timeline.ts'

/** Why nothing was captured in a gap, in words. */
export function gapText({ why, by }: Extract<Stretch, { readonly kind: 'gap' }>, words: AllTexts['recordings']): string {
  return why === 'pause' ? words.gap.pause(by) : words.gap[why]
}
