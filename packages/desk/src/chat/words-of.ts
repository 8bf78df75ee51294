import { chatSystemTexts, type MessageDocument } from '@hotseat/protocol'
import type { AllTexts } from '../texts/all-en.ts'

/** The words of a message: what the system says is said in the reader's language, where it is known (spec CH10). */
export function wordsOf({ from, text }: Pick<MessageDocument, 'from' | 'text'>, texts: AllTexts): string {
  if (from !== 'system') return text
  const names = Object.keys(chatSystemTexts) as (keyof typeof chatSystemTexts)[]
  const name = names.find((each) => chatSystemTexts[each] === text)
  return name === undefined ? text : texts.chat.system[name]
}
