import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { AllTexts } from './all-en.ts'
import { en, type Texts } from './en.ts'

/** The languages there are, by the code that `Intl` and the preference know. */
export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

/** Whether a value names a language there are texts for. */
export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value)
}

/** The first of the browser's languages that there are texts for. */
export function browserLanguage(wanted: readonly string[] = navigator.languages): Language {
  return wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en'
}

type Words = {
  readonly texts: Texts
  readonly language: Language
  /** With Admin's words, for a language that is loaded whole; English ones are in the first load without them. */
  readonly all: AllTexts | null
}
const english: Words = { texts: en, language: 'en', all: null }
const WordsContext = createContext<Words>(english)

async function loadWords(language: Language): Promise<Words> {
  if (language === 'en') return english
  const { de } = await import('./de.ts')
  return { texts: de, language, all: de }
}

/** Gives the texts of `language` to everything below; the last ones stay until the new ones are here. */
export function TextsProvider({ language, children }: { language: Language; children: ReactNode }) {
  const [words, setWords] = useState<Words>(english)
  useEffect(() => {
    let wanted = true
    document.documentElement.lang = language
    loadWords(language).then(
      (loaded) => wanted && setWords(loaded),
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [language])
  return <WordsContext value={words}>{children}</WordsContext>
}

/** The words to show and their language. */
export function useWords(): Words {
  return useContext(WordsContext)
}

/** The words to show. */
export function useTexts(): Texts {
  return useWords().texts
}

/** The language of the words, for `Intl`; the region is the reader's own when it is the same language. */
export function useLocale(): string {
  const { language } = useWords()
  return navigator.languages.find((tag) => tag.startsWith(language)) ?? language
}
