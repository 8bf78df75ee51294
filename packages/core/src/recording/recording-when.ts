/** Which calls are recorded: none, or those of voice that fit all conditions (spec RC1). */
export type RecordingWhen =
  | { readonly kind: 'off' }
  | {
      readonly kind: 'voice'
      /** Null: any. */
      readonly campaigns: readonly string[] | null
      readonly directions: readonly string[] | null
      /** Percent, 1 to 100. */
      readonly share: number
    }

/** What is known of a call when it is answered. */
export type RecordableCall = { readonly id: string; readonly campaign: string; readonly direction: 'inbound' | 'outbound' }

const everything = { kind: 'voice', campaigns: null, directions: null, share: 100 } as const

/** Reads `recording.when`; null: it is neither `off`, `voice` nor conditions (spec RC1). */
export function parseRecordingWhen(text: string): RecordingWhen | null {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed === 'off') return { kind: 'off' }
  let when: Extract<RecordingWhen, { kind: 'voice' }> = everything
  const seen = new Set<string>()
  for (const clause of trimmed.split(',').map((each) => each.trim())) {
    const [name = '', ...rest] = clause.split('=')
    if (seen.has(name)) return null
    seen.add(name)
    const next = withClause(when, name, rest.join('='))
    if (next === null) return null
    when = next
  }
  return when
}

function withClause(when: typeof everything | Extract<RecordingWhen, { kind: 'voice' }>, name: string, value: string) {
  const values = value.split('|').map((each) => each.trim())
  switch (name) {
    case 'voice':
      return value === '' ? when : null
    case 'campaign':
      return values.includes('') ? null : { ...when, campaigns: values }
    case 'direction':
      return values.every((each) => each === 'inbound' || each === 'outbound') ? { ...when, directions: values } : null
    case 'share': {
      const share = /^\d{1,3}%?$/.test(value) ? Number.parseInt(value, 10) : 0
      return share >= 1 && share <= 100 ? { ...when, share } : null
    }
    default:
      return null
  }
}

/** Whether a call is recorded. The same call is judged alike by everybody, at any time (spec RC2). */
export function isRecorded(when: RecordingWhen, call: RecordableCall): boolean {
  if (when.kind === 'off') return false
  if (when.campaigns !== null && !when.campaigns.includes(call.campaign)) return false
  if (when.directions !== null && !when.directions.includes(call.direction)) return false
  return percentOf(call.id) < when.share
}

/** A number from 0 to 99 that depends on the id alone: FNV-1a, 32 bit (http://www.isthe.com/chongo/tech/comp/fnv), then mixed. */
function percentOf(id: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash ^= hash >>> 13
  return (hash >>> 0) % 100
}
