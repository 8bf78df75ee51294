/** The preferences that the app itself reads, by what it uses them for. */
export const appearanceKeys = {
  theme: 'appearance.theme',
  density: 'appearance.density',
  language: 'appearance.language',
} as const
