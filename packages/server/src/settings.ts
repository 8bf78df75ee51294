/** One environment variable: what it does, in the words of the reference page, and how its text is read. */
export type Setting<T> = {
  readonly variable: string
  readonly help: string
  /** How the default is written in the reference. */
  readonly defaultText: string
  /** Shown as `***`: an address but for its host, anything else as a whole. */
  readonly secret?: 'address' | 'whole'
  /** The value, or a sentence that says what is wrong. Undefined when the variable is not set. */
  parse(text: string | undefined): T | Fault
}

/** Why a setting cannot be used. */
export type Fault = { readonly fault: string }

function setting<T>(row: Setting<T>): Setting<T> {
  return row
}

/** A number of a TCP port; 0 takes a free one. */
function parsePort(text: string): number | Fault {
  const port = Number(text)
  return /^\d{1,5}$/.test(text) && port <= 65_535 ? port : { fault: `must be a port (0–65535), not "${text}"` }
}

/** Whether a text is an origin as a browser writes it: http(s) scheme, host and perhaps port, nothing behind. */
function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.origin === text
}

/** A whole number of connections. */
function parseCount(text: string): number | Fault {
  const count = Number(text)
  return /^\d{1,6}$/.test(text) && count > 0 ? count : { fault: `must be a number from 1 to 999999, not "${text}"` }
}

function parseOrigin(text: string): string | Fault {
  return isOrigin(text) ? text : { fault: `must be an origin like https://desk.example.com without a path, not "${text}"` }
}

/** An address or a network in CIDR form. */
function isNetwork(text: string): boolean {
  return /^(loopback|linklocal|uniquelocal|[0-9.]{7,15}(\/\d{1,2})?|[0-9a-fA-F:]{2,39}(\/\d{1,3})?)$/.test(text)
}

/** Whether a text is 32 bytes in base64url. */
export function isSecretKey(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text)
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Every setting, by its name in `Config`. `docs/reference/configuration.md` is generated from here. */
export const settings = {
  host: setting({
    variable: 'HOTSEAT_HOST',
    help: 'Address to listen on; `localhost` is 127.0.0.1. With demo data only a loopback address is accepted.',
    defaultText: '127.0.0.1',
    parse: (text = '127.0.0.1') =>
      /^[A-Za-z0-9.:_-]+$/.test(text) ? text : { fault: `must be a host or an address, not "${text}"` },
  }),
  port: setting({
    variable: 'HOTSEAT_PORT',
    help: 'TCP port to listen on; 0 takes a free one.',
    defaultText: '7700',
    parse: (text = '7700') => parsePort(text),
  }),
  data: setting({
    variable: 'HOTSEAT_DATA',
    help: 'Folder for the embedded store. It is made when it does not exist.',
    defaultText: '.hotseat',
    parse: (text = '.hotseat') => text,
  }),
  database: setting({
    variable: 'HOTSEAT_DATABASE',
    help: 'The store: a file for the embedded one, or `postgres://user:password@host/database` for several nodes.',
    defaultText: '`hotseat.db` in the data folder',
    secret: 'address',
    parse: (text): string | null | Fault => {
      if (text === undefined) return null
      if (!/^[a-z+]+:\/\//i.test(text)) return text
      return /^postgres(ql)?:\/\/./.test(text) ? text : { fault: 'must be a file or a postgres:// address' }
    },
  }),
  secretKey: setting({
    variable: 'HOTSEAT_SECRET_KEY',
    help: 'Encrypts the keys of one-time codes and of chats in the store: 32 bytes in base64url, the same on every node. Without it one-time codes and the tokens of customers cannot be checked; keep it, or the file, with the backups but apart from the database.',
    defaultText: 'the file `secret.key` in the data folder, made at the first start',
    secret: 'whole',
    parse: (text): string | null | Fault =>
      text === undefined || isSecretKey(text) ? (text ?? null) : { fault: 'must be 32 bytes in base64url (43 characters)' },
  }),
  recordings: setting({
    variable: 'HOTSEAT_RECORDINGS',
    help: 'Where recordings lie, encrypted: an S3-compatible bucket, `s3://bucket/prefix`. Nodes that share a database need one, or a data folder that they share.',
    defaultText: '`recordings` in the data folder',
    parse: (text): { readonly bucket: string; readonly prefix: string } | null | Fault => {
      if (text === undefined) return null
      const [, bucket, prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([\w!.*'()/-]*?))?\/*$/.exec(text) ?? []
      return bucket === undefined ? { fault: `must be a bucket like s3://bucket/prefix, not "${text}"` } : { bucket, prefix }
    },
  }),
  recordingsEndpoint: setting({
    variable: 'HOTSEAT_RECORDINGS_ENDPOINT',
    help: 'The origin of the bucket’s server, unless it is Amazon’s.',
    defaultText: 'Amazon’s of the region',
    parse: (text): string | null | Fault => (text === undefined ? null : parseOrigin(text)),
  }),
  recordingsRegion: setting({
    variable: 'HOTSEAT_RECORDINGS_REGION',
    help: 'The bucket’s region.',
    defaultText: 'us-east-1',
    parse: (text = 'us-east-1') => (/^[a-z0-9-]{1,40}$/.test(text) ? text : { fault: `must be a region, not "${text}"` }),
  }),
  recordingsKeyId: setting({
    variable: 'HOTSEAT_RECORDINGS_KEY_ID',
    help: 'The id of the key to the bucket. Without it the key is looked for where S3 clients do: in `AWS_…`, and as the role of the machine.',
    defaultText: 'none',
    parse: (text): string | null => text ?? null,
  }),
  recordingsKeySecret: setting({
    variable: 'HOTSEAT_RECORDINGS_KEY_SECRET',
    help: 'The secret of the key to the bucket.',
    defaultText: 'none',
    secret: 'whole',
    parse: (text): string | null => text ?? null,
  }),
  origin: setting({
    variable: 'HOTSEAT_ORIGIN',
    help: 'The origin people open, as the address bar shows it. Needed behind a reverse proxy and for TLS.',
    defaultText: '`http://localhost:<port>` and `http://127.0.0.1:<port>`',
    parse: (text): string | null | Fault => (text === undefined ? null : parseOrigin(text)),
  }),
  trustedProxies: setting({
    variable: 'HOTSEAT_TRUSTED_PROXIES',
    help: 'Addresses or networks, comma-separated, whose `X-Forwarded-For` is believed.',
    defaultText: 'none',
    parse: (text = ''): readonly string[] | Fault => {
      const networks = text.split(',').flatMap((part) => part.trim() || [])
      const wrong = networks.find((network) => !isNetwork(network))
      return wrong === undefined ? networks : { fault: `"${wrong}" is not an address or a network` }
    },
  }),
  connectionsPerAddress: setting({
    variable: 'HOTSEAT_CONNECTIONS_PER_ADDRESS',
    help: 'Connections that one address may have open while nobody has been signed in from there for a day; of IPv6 its /64 is one address. More are answered 429. Addresses of signed-in people and trusted proxies are not limited.',
    defaultText: '200',
    parse: (text = '200') => parseCount(text),
  }),
  connections: setting({
    variable: 'HOTSEAT_CONNECTIONS',
    help: 'Connections that all such addresses together may have open on this node. More are answered 503.',
    defaultText: '10000',
    parse: (text = '10000') => parseCount(text),
  }),
  logLevel: setting({
    variable: 'HOTSEAT_LOG_LEVEL',
    help: `What is logged: ${logLevels.join(', ')}.`,
    defaultText: 'info',
    parse: (text = 'info'): LogLevel | Fault =>
      logLevels.find((level) => level === text) ?? { fault: `must be one of ${logLevels.join(', ')}, not "${text}"` },
  }),
  recorderPort: setting({
    variable: 'HOTSEAT_RECORDER_PORT',
    help: 'Port of loopback at which desks look for the screen recorder of their machine; the recorders read the same setting.',
    defaultText: '8086',
    parse: (text = '8086') => {
      const port = parsePort(text)
      return port === 0 ? { fault: 'must be the port that the recorders listen on (1–65535), not "0"' } : port
    },
  }),
  demo: setting({
    variable: 'HOTSEAT_DEMO',
    help: 'Serves demo tenants, accounts and simulated calls; the same as the flag `--demo`. `1` or `0`.',
    defaultText: '0',
    parse: (text = '0'): boolean | Fault =>
      text === '1' || text === '0' ? text === '1' : { fault: `must be 1 or 0, not "${text}"` },
  }),
  defaultTenant: setting({
    variable: 'HOTSEAT_DEFAULT_TENANT',
    help: 'The tenant that the sign-in page starts with, and that of clients of the published APIs that name none.',
    defaultText: '`demo` with demo data, else none',
    parse: (text): string | null | Fault => {
      if (text === undefined) return null
      return /^[a-z0-9-]{1,64}$/.test(text) ? text : { fault: `must be a tenant id (a–z, 0–9, -), not "${text}"` }
    },
  }),
} as const satisfies Record<string, Setting<unknown>>
