import { type AllTexts, allEn } from './all-en.ts'
import { useWords } from './texts-context.tsx'

/** The words to show, with Admin's; only for parts that the first load leaves out, because it brings the English ones. */
export function useAllTexts(): AllTexts {
  return useWords().all ?? allEn
}
