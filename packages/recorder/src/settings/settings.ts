import { isLocalOrigin, parseOrigin } from './parse-origin.ts'

/** One environment variable: what it does, and how its text is read. */
type Setting<T> = {
  readonly variable: string
  readonly help: string
  readonly defaultText: string
  /** The value, or a sentence that says what is wrong. Undefined when the variable is not set. */
  parse(text: string | undefined): T | Fault
}

/** Why a setting cannot be used, and what to do. */
export type Fault = { readonly fault: string }

function setting<T>(row: Setting<T>): Setting<T> {
  return row
}

/** Every setting of the recorder, by its name in `Config` (spec RCF1). */
export const settings = {
  port: setting({
    variable: 'HOTSEAT_RECORDER_PORT',
    help: 'TCP port of loopback to listen on, on 127.0.0.1 and ::1; 0 takes a free one.',
    defaultText: '8086',
    parse: (text = '8086') => {
      const port = Number(text)
      return /^\d{1,5}$/.test(text) && port <= 65_535 ? port : { fault: `must be a port (0–65535), not "${text}"` }
    },
  }),
  servers: setting({
    variable: 'HOTSEAT_RECORDER_SERVERS',
    help: 'The servers that it may speak to, comma-separated, the first one first: origins like https://hotseat.example.com. It sends nothing to any other.',
    defaultText: '`http://localhost:7700`, the one that `npm start` runs',
    parse: (text = 'http://localhost:7700') =>
      parseList(text, (each) => {
        const origin = parseOrigin(each)
        if (origin === null) return 'is no origin like https://hotseat.example.com'
        return origin.startsWith('https:') || isLocalOrigin(origin) ? null : 'must be https; plain http only on this machine'
      }),
  }),
  origins: setting({
    variable: 'HOTSEAT_RECORDER_ORIGINS',
    help: 'The pages that may speak to it, comma-separated: origins as the address bar shows them.',
    defaultText: 'those of the servers',
    parse: (text): readonly string[] | null | Fault =>
      text === undefined
        ? null
        : parseList(text, (each) => (parseOrigin(each) === null ? 'is no origin like https://desk.example.com' : null)),
  }),
  basic: setting({
    variable: 'HOTSEAT_RECORDER_BASIC',
    help: 'Takes name and password (Authorization: Basic) of desktops that have no tickets: `true` or `false`.',
    defaultText: '`false`',
    parse: (text = 'false'): boolean | Fault =>
      text === 'true' || text === 'false' ? text === 'true' : { fault: `must be true or false, not "${text}"` },
  }),
  data: setting({
    variable: 'HOTSEAT_RECORDER_DATA',
    help: 'Folder for its key, its session and what is not uploaded yet. It is made when it does not exist.',
    defaultText: '.hotseat-recorder',
    parse: (text = '.hotseat-recorder') => text,
  }),
} as const satisfies Record<string, Setting<unknown>>

function parseList(text: string, faultOf: (each: string) => string | null): readonly string[] | Fault {
  const all = text.split(',').flatMap((part) => part.trim() || [])
  if (all.length === 0) return { fault: 'names none' }
  for (const each of all) {
    const fault = faultOf(each)
    if (fault !== null) return { fault: `has "${each}", which ${fault}` }
  }
  return [...new Set(all)]
}
