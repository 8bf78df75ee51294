import { join } from 'node:path'
import { type Fault, type Setting, settings } from './settings.ts'

type Parsed = { readonly [K in keyof typeof settings]: (typeof settings)[K] extends Setting<infer T> ? Exclude<T, Fault> : never }

/** What the server was told, read once and frozen. */
export type Config = Omit<Parsed, 'database'> & {
  /** A file, or a `postgres://` address. */
  readonly database: string
}

/** The settings are not usable; `faults` lists everything that is wrong with them, not just the first. */
export class ConfigError extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(`The configuration cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
    this.name = 'ConfigError'
    this.faults = faults
  }
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

function isFault(value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && 'fault' in value
}

/** Reads the settings from an environment; an empty variable counts as not set. Throws `ConfigError`. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = []
  const known = new Set<string>(Object.values(settings).map((row) => row.variable))
  for (const name of Object.keys(environment))
    if (name.startsWith('HOTSEAT_') && !known.has(name) && !isForeign(name)) faults.push(`${name} is not a setting`)

  const values: Record<string, unknown> = {}
  for (const [name, row] of Object.entries(settings)) {
    const value: unknown = row.parse(environment[row.variable] || undefined)
    if (isFault(value)) faults.push(`${row.variable} ${value.fault}`)
    else values[name] = value
  }
  // Each member was read by the parser of its own name just above.
  const parsed = values as Parsed
  if (parsed.demo && parsed.host !== undefined && !isLoopback(parsed.host))
    faults.push(`HOTSEAT_HOST must be a loopback address with demo data, whose passwords everyone knows; not "${parsed.host}"`)
  if ((parsed.recordingsKeyId === null) !== (parsed.recordingsKeySecret === null))
    faults.push('HOTSEAT_RECORDINGS_KEY_ID and HOTSEAT_RECORDINGS_KEY_SECRET are set together, or neither')
  if (faults.length > 0) throw new ConfigError(faults)
  return Object.freeze({ ...parsed, database: parsed.database ?? join(parsed.data, 'hotseat.db') })
}

/** Variables of our prefix that belong to the tests, the build and the recorder. */
function isForeign(name: string): boolean {
  return ['HOTSEAT_CHROMIUM', 'HOTSEAT_TEST_POSTGRES'].includes(name) || name.startsWith('HOTSEAT_RECORDER_')
}

/** The configuration for people, with secrets shown as `***`: variable by variable. */
export function describeConfig(config: Config): Record<string, string> {
  const rows = Object.entries(settings).map(([name, row]: [string, Setting<unknown>]) => {
    const value = config[name as keyof Config]
    const text =
      typeof value === 'object' && value !== null && 'bucket' in value
        ? `s3://${value.bucket}/${value.prefix}`
        : String(value ?? '')
    const shown = row.secret ? hide(text, row.secret) : text
    return [row.variable, shown]
  })
  return Object.fromEntries(rows)
}

function hide(text: string, kind: 'address' | 'whole'): string {
  if (kind === 'whole') return text && '***'
  if (!/:\/\//.test(text)) return text
  return text.replace(/\/\/.*@/, '//***@').replace(/\?.*$/, '?***')
}
