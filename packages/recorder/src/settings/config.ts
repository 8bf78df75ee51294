import { type Fault, settings } from './settings.ts'

/** What the recorder was told, read once and frozen. */
export type Config = {
  readonly port: number
  readonly servers: readonly string[]
  readonly origins: readonly string[]
  readonly basic: boolean
  readonly data: string
}

/** The settings are not usable; `faults` lists everything that is wrong with them. */
export class ConfigError extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(`The settings cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
    this.name = 'ConfigError'
    this.faults = faults
  }
}

const prefix = 'HOTSEAT_RECORDER_'

/** Reads the settings from an environment; an empty variable counts as not set. Throws `ConfigError` (spec RCF1). */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const known = new Set<string>(Object.values(settings).map(({ variable }) => variable))
  const faults = Object.keys(environment)
    .filter((name) => name.startsWith(prefix) && !known.has(name))
    .map((name) => `${name} is not a setting; there are ${[...known].join(', ')}`)
  const read = <T>({ variable, parse }: { readonly variable: string; parse(text: string | undefined): T }) => {
    const value = parse(environment[variable] || undefined)
    if (!isFault(value)) return value as Exclude<T, Fault>
    faults.push(`${variable} ${value.fault}`)
    return null
  }
  const [port, servers, origins] = [read(settings.port), read(settings.servers), read(settings.origins)]
  const [basic, data] = [read(settings.basic), read(settings.data)]
  if (faults.length > 0 || port === null || servers === null || basic === null || data === null) throw new ConfigError(faults)
  return Object.freeze({ port, servers, origins: origins ?? servers, basic, data })
}

function isFault(value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && 'fault' in value
}
