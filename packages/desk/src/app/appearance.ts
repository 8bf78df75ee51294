import type { SessionDocument } from '@hotseat/protocol'
import { useMantineColorScheme } from '@mantine/core'
import { useEffect, useSyncExternalStore } from 'react'
import { browserLanguage, isLanguage, type Language } from '../texts/texts-context.tsx'

export const themes = ['light', 'dark', 'auto'] as const
export type Theme = (typeof themes)[number]
export const densities = ['comfortable', 'compact'] as const
export type Density = (typeof densities)[number]

const isTheme = (value: unknown): value is Theme => themes.some((theme) => theme === value)
const isDensity = (value: unknown): value is Density => densities.some((density) => density === value)

/** What this browser was set to last: it holds before anyone signs in. */
type Stored = { readonly language: string | null; readonly density: string | null }
const listeners = new Set<() => void>()
const read = (name: string) => localStorage.getItem(`hotseat.${name}`)
let stored: Stored = { language: read('language'), density: read('density') }

/** Sets the language or density of this browser. */
export function storeAppearance(name: keyof Stored, value: string): void {
  localStorage.setItem(`hotseat.${name}`, value)
  stored = { ...stored, [name]: value }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What this browser is set to now. */
export function useStoredAppearance(): { language: Language; density: Density } {
  const { language, density } = useSyncExternalStore(subscribe, () => stored)
  return {
    language: isLanguage(language) ? language : browserLanguage(),
    density: isDensity(density) ? density : 'comfortable',
  }
}

/** Applies theme and density to the page: the person's preference, when one is set, is this browser's from then on. */
export function useAppearance(session: SessionDocument | null): { language: Language } {
  const { setColorScheme } = useMantineColorScheme()
  const { language, density } = useStoredAppearance()
  const wantedTheme = session?.preferences['desk.theme']
  const wantedDensity = session?.preferences['desk.density']
  const wantedLanguage = session?.preferences['desk.language']

  // biome-ignore lint/correctness/useExhaustiveDependencies: Mantine's setter is new each render
  useEffect(() => {
    const theme = wantedTheme === 'system' ? 'auto' : wantedTheme
    if (isTheme(theme)) setColorScheme(theme)
  }, [wantedTheme])
  useEffect(() => {
    if (isDensity(wantedDensity)) storeAppearance('density', wantedDensity)
    if (wantedLanguage !== undefined) storeAppearance('language', String(wantedLanguage))
  }, [wantedDensity, wantedLanguage])
  useEffect(() => {
    document.documentElement.dataset.density = density
  }, [density])
  return { language }
}
