import { refusals } from '@hotseat/core'
import type { Texts } from '../texts/en.ts'

const isCode = (code: string): code is keyof typeof refusals => Object.hasOwn(refusals, code)

/** Why the session is over, in a sentence; null for codes that say no more than "sign in". */
export function endedText(code: string, texts: Texts): string | null {
  if (code === 'session.missing' || code === 'signIn.none' || code === 'resume.unknown') return null
  return texts.problems[code] ?? (isCode(code) ? refusals[code].title : null)
}
