import { hostLabel, isOrigin } from './is-origin.ts'

/** What is wrong with a pattern, for the person who sets it. */
export const originPatternFaults = [
  'notHttps',
  'starNotFirstLabel',
  'labelNotValid',
  'fewerThanTwoLabels',
  'ipAddress',
  'portNotValid',
  'twice',
] as const
export type OriginPatternFault = (typeof originPatternFaults)[number]

const start = 'https://'
const label = new RegExp(`^${hostLabel}$`)
/** A host that ends like this is read as an IPv4 address (WHATWG URL, "ends in a number"). */
const number = /^([0-9]+|0x[0-9a-f]*)$/

/**
 * What keeps a value from being a pattern of origins, `https://*.host.tld[:port]`: https only, the `*` is the whole first
 * label, two labels at least follow, and nothing else (spec PF16). Null for a pattern.
 */
export function originPatternFaultOf(value: unknown): OriginPatternFault | null {
  if (typeof value !== 'string' || !value.startsWith(start)) return 'notHttps'
  const rest = value.slice(start.length)
  if (!rest.startsWith('*.') || rest.lastIndexOf('*') > 0) return 'starNotFirstLabel'
  const [name = '', ...ports] = rest.slice('*.'.length).split(':')
  const labels = name.split('.')
  // A host name has 253 characters at most (RFC 1035), of which one label at least is for the star.
  if (!labels.every((each) => label.test(each)) || name.length > 251) return 'labelNotValid'
  if (labels.length < 2) return 'fewerThanTwoLabels'
  if (number.test(labels.at(-1) ?? '')) return 'ipAddress'
  return ports.length === 0 || (ports.length === 1 && isOrigin(`${start}${name}:${ports[0]}`)) ? null : 'portNotValid'
}

/** Whether a value is a pattern of origins (spec PF16). */
export function isOriginPattern(value: unknown): value is string {
  return originPatternFaultOf(value) === null
}

/** The first fault of a list of patterns, and in which line of it, counted from 1; null when there is none. */
export function originPatternsFaultOf(
  values: readonly unknown[],
): { readonly fault: OriginPatternFault; readonly line: number } | null {
  for (const [index, value] of values.entries()) {
    const fault = values.indexOf(value) < index ? 'twice' : originPatternFaultOf(value)
    if (fault !== null) return { fault, line: index + 1 }
  }
  return null
}

/**
 * Every pattern that an origin fits, the longest first: the `*` stands for one label or more (spec PF17). So a list is looked
 * through by exact comparison, and nothing of the origin is ever read as a pattern. None for what is no exact https origin.
 */
export function originPatternsOf(origin: string): readonly string[] {
  if (!isOrigin(origin) || !origin.startsWith(start)) return []
  const [host = '', port] = origin.slice(start.length).split(':')
  const labels = host.split('.')
  const end = port === undefined ? '' : `:${port}`
  // One label at least for the star, and two that follow.
  return labels.slice(2).map((_, index) => `${start}*.${labels.slice(index + 1).join('.')}${end}`)
}
