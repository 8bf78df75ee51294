/** Letters that are written from right to left: Hebrew, Arabic and their neighbours. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** Signs that only steer the direction; one of them in a label could break out of its isolation. */
const controls = /[\u202a-\u202e\u2066-\u2069]/g

/**
 * People's text that goes into a sentence, set apart where it would turn the words and numbers beside it round
 * (Unicode's first-strong isolate, UAX #9). Other text stays as it is, so that names can be found and compared.
 */
export function isolate(text: string): string {
  const plain = text.replace(controls, '')
  return rightToLeft.test(plain) ? `\u2068${plain}\u2069` : plain
}

/** People's words in one line with a sign between them; what is missing is left out. */
export function joinIsolated(parts: readonly (string | null | undefined)[], between = ' · '): string {
  return parts.flatMap((part) => (part ? [isolate(part)] : [])).join(between)
}

/** The same texts, each sentence isolating what is put into its gaps. */
export function isolating<T extends object>(texts: T): T {
  const entries = Object.entries(texts).map(([key, value]) => [key, isolatingValue(value)])
  // The keys and their kinds stay; TypeScript cannot follow them through `entries`.
  return Object.fromEntries(entries) as T
}

function isolatingValue(value: unknown): unknown {
  if (typeof value === 'function') {
    return (...gaps: readonly unknown[]) => value(...gaps.map((gap) => (typeof gap === 'string' ? isolate(gap) : gap)))
  }
  return typeof value === 'object' && value !== null ? isolating(value) : value
}
