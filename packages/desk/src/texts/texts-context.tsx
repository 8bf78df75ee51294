import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
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

type Words = { readonly texts: Texts; readonly language: Language }
const WordsContext = createContext<Words>({ texts: en, language: 'en' })

async function loadTexts(language: Language): Promise<Texts> {
  return language === 'de' ? (await import('./de.ts')).de : en
}

/** Gives the texts of `language` to everything below; the last ones stay until the new ones are here. */
export function TextsProvider({ language, children }: { language: Language; children: ReactNode }) {
  const [words, setWords] = useState<Words>({ texts: en, language: 'en' })
  useEffect(() => {
    let wanted = true
    document.documentElement.lang = language
    loadTexts(language).then(
      (texts) => wanted && setWords({ texts, language }),
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [language])
  return <WordsContext value={words}>{children}</WordsContext>
}

/** The words to show. */
export function useTexts(): Texts {
  return useContext(WordsContext).texts
}

/** The language of the words, for `Intl`; the region is the reader's own when it is the same language. */
export function useLocale(): string {
  const { language } = useContext(WordsContext)
  return navigator.languages.find((tag) => tag.startsWith(language)) ?? language
}
