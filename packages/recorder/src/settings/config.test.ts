import { describe, expect, test } from 'vitest'
import { ConfigError, parseConfig } from './config.ts'

const good = { HOTSEAT_RECORDER_SERVERS: 'https://a.example, https://b.example:4443' }
const faultsOf = (environment: Record<string, string>) => {
  try {
    parseConfig(environment)
    return []
  } catch (error) {
    return error instanceof ConfigError ? error.faults : ['another error']
  }
}

describe('settings', () => {
  test('[RCF1] without any it is for the server of `npm start`; the server is enough, and the rest has defaults', () => {
    expect(parseConfig({}).servers).toEqual(['http://localhost:7700'])
    expect([
      parseConfig({ HOTSEAT_RECORDER_BASIC: 'true' }).basic,
      parseConfig({ HOTSEAT_RECORDER_BASIC: 'false' }).basic,
    ]).toEqual([true, false])
    expect(parseConfig({ ...good, PATH: '/bin', HOTSEAT_PORT: '7700' })).toEqual({
      port: 8086,
      servers: ['https://a.example', 'https://b.example:4443'],
      origins: ['https://a.example', 'https://b.example:4443'],
      basic: false,
      data: '.hotseat-recorder',
    })
  })

  test('[RCF1] everything that is wrong is told together, each with its name', () => {
    const faults = faultsOf({
      HOTSEAT_RECORDER_PORT: '70000',
      HOTSEAT_RECORDER_ORIGINS: 'https://desk.example/',
      HOTSEAT_RECORDER_BASIC: '1',
      HOTSEAT_RECORDER_SERVERS: 'http://a.example',
      HOTSEAT_RECORDER_SERVER: 'https://a.example',
    })
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'HOTSEAT_RECORDER_SERVER',
      'HOTSEAT_RECORDER_PORT',
      'HOTSEAT_RECORDER_SERVERS',
      'HOTSEAT_RECORDER_ORIGINS',
      'HOTSEAT_RECORDER_BASIC',
    ])
  })

  test.each([
    ...['http://hotseat.example', 'https://user@a.example', 'https://a.example/', 'https://a.example/path', 'https://A.example'],
    ...['https://a.example:443', 'ftp://a.example', 'a.example', 'https://', 'http://[::ffff:127.0.0.1]:80', 'http://127.1', ','],
  ])('[LB10] [S-42] a server cannot be pinned as %j', (server) => {
    expect(faultsOf({ HOTSEAT_RECORDER_SERVERS: server })).toHaveLength(1)
  })

  test('[LB10] plain http is for this machine alone', () => {
    for (const server of ['http://127.0.0.1:7700', 'http://localhost:7700', 'http://[::1]:7700'])
      expect(faultsOf({ HOTSEAT_RECORDER_SERVERS: server })).toEqual([])
  })
})
