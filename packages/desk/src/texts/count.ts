/** A number with its noun, for languages with one singular and one plural. */
export function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`
}
