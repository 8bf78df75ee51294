import type { Random } from '../ports.ts'

/** Numbers set aside for stories and tests by the countries that have such ranges; nobody answers them. */
const ranges = ['+44 20 7946 0', '+1 202 555 01', '+49 30 23125 ', '+33 1 99 00 1', '+61 2 5550 1'] as const

/** A caller who might exist and cannot be rung. */
export function inventParty(random: Random): string {
  const [which = 0, first = 0, second = 0] = random.bytes(3)
  const range = ranges[which % ranges.length] ?? ranges[0]
  return `${range}${String((first * 256 + second) % 100).padStart(2, '0')}`
}
