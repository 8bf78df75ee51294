const units = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const

/** A duration in the largest unit that divides it: 90,000 ms are `90 s`, 3,600,000 ms `1 h`. */
export function durationText(durationMs: number): string {
  const [name, size] = units.find(([, unitMs]) => durationMs !== 0 && durationMs % unitMs === 0) ?? ['ms', 1]
  return `${durationMs / size} ${name}`
}
