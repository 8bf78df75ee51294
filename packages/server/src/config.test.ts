import { describe, expect, test } from 'vitest'
import { ConfigError, describeConfig, parseConfig } from './config.ts'

describe('the configuration', () => {
  test('[CF1] an empty environment gives the defaults, frozen', () => {
    const config = parseConfig({})
    expect(config).toEqual({
      connections: 10_000,
      connectionsPerAddress: 200,
      host: '127.0.0.1',
      port: 7700,
      data: '.hotseat',
      database: '.hotseat/hotseat.db',
      secretKey: null,
      origin: null,
      trustedProxies: [],
      logLevel: 'info',
      demo: false,
      defaultTenant: null,
      recorderPort: 8086,
      recordings: null,
      recordingsEndpoint: null,
      recordingsRegion: 'us-east-1',
      recordingsKeyId: null,
      recordingsKeySecret: null,
    })
    expect(Object.isFrozen(config)).toBe(true)
    expect(parseConfig({ HOTSEAT_DATA: '/srv/h', HOTSEAT_PORT: '' })).toMatchObject({ database: '/srv/h/hotseat.db', port: 7700 })
  })

  test('[CF2] what a recorder on the same machine is told is not ours', () => {
    expect(faultsOf({ HOTSEAT_RECORDER_PORT: '8086' })).toEqual([])
  })

  test('[CF2] all faults are told together, unknown settings among them', () => {
    const wrong = {
      HOTSEAT_PORT: '77000',
      HOTSEAT_ORIGIN: 'https://desk.example.com/path',
      HOTSEAT_LOG_LEVEL: 'loud',
      HOTSEAT_TRUSTED_PROXIES: '10.0.0.0/8, nonsense',
      HOTSEAT_DATABASE: 'mysql://root@localhost/x',
      HOTSEAT_DEMO: 'yes',
      HOTSEAT_RECORDER_PORT: '0',
      HOTSEAT_DEFAULT_TENANT: 'No Such',
      HOTSEAT_SECRET_KEY: 'too short',
      HOTSEAT_HOTS: '1',
      HOTSEAT_RECORDINGS: 'https://bucket.example',
      HOTSEAT_RECORDINGS_ENDPOINT: 'bucket.example',
      HOTSEAT_RECORDINGS_REGION: 'here!',
      HOTSEAT_RECORDINGS_KEY_ID: 'id',
    }
    const faults = faultsOf(wrong)
    for (const name of Object.keys(wrong)) expect(faults.filter((fault) => fault.startsWith(`${name} `))).toHaveLength(1)
    expect(faults).toHaveLength(Object.keys(wrong).length)
  })

  test.each(['0.0.0.0', '::', '10.0.0.5', 'desk.example.com', '1270.0.0.1'])(
    '[CF3] demo data refuses to listen on %s',
    (host) => {
      expect(faultsOf({ HOTSEAT_DEMO: '1', HOTSEAT_HOST: host })).toHaveLength(1)
      expect(parseConfig({ HOTSEAT_HOST: host }).host).toBe(host)
    },
  )

  test.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('[CF3] demo data listens on %s', (host) => {
    expect(parseConfig({ HOTSEAT_DEMO: '1', HOTSEAT_HOST: host }).demo).toBe(true)
  })

  test('[CF4] credentials are shown as ***', () => {
    const shown = describeConfig(parseConfig({ HOTSEAT_DATABASE: 'postgres://hot:se@t@db.example.com/hotseat?password=x' }))
    expect(shown.HOTSEAT_DATABASE).toBe('postgres://***@db.example.com/hotseat?***')
    const secretKey = 'k'.repeat(43)
    expect(describeConfig(parseConfig({ HOTSEAT_SECRET_KEY: secretKey })).HOTSEAT_SECRET_KEY).toBe('***')
    expect(describeConfig(parseConfig({})).HOTSEAT_SECRET_KEY).toBe('')
    const bucket = {
      HOTSEAT_RECORDINGS: 's3://bucket/some/prefix/',
      HOTSEAT_RECORDINGS_KEY_ID: 'id',
      HOTSEAT_RECORDINGS_KEY_SECRET: 'secret',
    }
    expect(parseConfig(bucket).recordings).toEqual({ bucket: 'bucket', prefix: 'some/prefix' })
    expect(parseConfig({ HOTSEAT_RECORDINGS: 's3://bucket' }).recordings).toEqual({ bucket: 'bucket', prefix: '' })
    expect(describeConfig(parseConfig(bucket))).toMatchObject({
      ...{ HOTSEAT_RECORDINGS: 's3://bucket/some/prefix', HOTSEAT_RECORDINGS_KEY_ID: 'id', HOTSEAT_RECORDINGS_KEY_SECRET: '***' },
    })
    expect(describeConfig(parseConfig({})).HOTSEAT_DATABASE).toBe('.hotseat/hotseat.db')
  })
})

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    parseConfig(environment)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
}
