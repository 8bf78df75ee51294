import { describe, expect, it } from 'vitest'
import { isOriginPattern, type OriginPatternFault, originPatternFaultOf, originPatternsOf } from './origin-pattern.ts'
import { parsePreferenceValue } from './parse-preference-value.ts'

describe('a pattern of origins', () => {
  it.each([
    'https://*.example.com',
    'https://*.example.com:8443',
    'https://*.a.b.c.example.co.uk',
    'https://*.xn--bcher-kva.example',
    'https://*.1.example',
  ])('[PF16] %s is one', (pattern) => expect(originPatternFaultOf(pattern)).toBeNull())

  const tails = (...texts: readonly string[]) => texts.map((text) => `https://*.example.com${text}`)
  const faulty: Readonly<Record<Exclude<OriginPatternFault, 'twice'>, readonly unknown[]>> = {
    notHttps: [
      ...['*', 'null', '', 'http://*.example.com', 'HTTPS://*.example.com', 'wss://*.example.com', '*.example.com'],
      ...['https:*.example.com', ' https://*.example.com', 7, null, ['https://*.example.com']],
    ],
    starNotFirstLabel: [
      ...['https://*', 'https://', 'https://example.com', 'https://a*.example.com', 'https://*a.example.com'],
      ...['https://**.example.com', 'https://*.*.example.com', 'https://a.*.example.com', 'https://*.example.*'],
      ...['https://user@*.example.com', 'https://user:pass@*.example.com'],
    ],
    labelNotValid: [
      ...tails('/', '/path', '?q', '#f', '.', ' ', '\n', '%60', '@evil.tld', '\\evil', ',https://x.example.com'),
      ...['https://*.', 'https://*.Example.com', 'https://*.exämple.com', 'https://*..example.com', 'https://*.-a.com'],
      ...['https://*.a_b.com', 'https://*.[::1]', `https://*.${'a'.repeat(64)}.com`, `https://*.${'a.'.repeat(126)}com`],
    ],
    fewerThanTwoLabels: ['https://*.com', 'https://*.localhost', 'https://*.com:8443'],
    ipAddress: ['https://*.0.0.1', 'https://*.168.1.0x1', 'https://*.example.0x'],
    portNotValid: tails(':', ':0', ':443', ':0443', ':65536', ':8443:8443', ':x', ':8443/', ':80@evil.tld'),
  }
  it.each(Object.entries(faulty))('[PF16] what is none is told why: %s', (fault, values) => {
    for (const value of values) {
      expect([value, originPatternFaultOf(value)]).toEqual([value, fault])
      expect(isOriginPattern(value)).toBe(false)
    }
  })

  it('[PF16] a list that is refused says what is wrong, and in which line', () => {
    const parse = (value: unknown) => parsePreferenceValue('security.genesysOriginPatterns', value)
    const good = 'https://*.example.com'
    const key = 'security.genesysOriginPatterns'
    expect(parse([good, 'https://*.example.org:8443'])).toMatchObject({ ok: true })
    expect(parse([])).toMatchObject({ ok: true })
    const refusal = { code: 'preference.value', field: 'value' }
    expect(parse([good, 'https://*.com'])).toMatchObject({
      refusal: { ...refusal, facts: { key, fault: 'fewerThanTwoLabels', line: 2 } },
    })
    expect(parse([good, good])).toMatchObject({ refusal: { ...refusal, facts: { key, fault: 'twice', line: 2 } } })
    for (const value of [good, null, Array.from({ length: 65 }, (_, index) => `https://*.a${index}.example`)])
      expect(parse(value)).toEqual({ ok: false, refusal: { ...refusal, facts: { key } } })
  })

  it('[PF10] [PF16] a pattern is no exact origin, and an exact origin no pattern', () => {
    expect(parsePreferenceValue('security.allowedOrigins', ['https://*.example.com'])).toMatchObject({ ok: false })
    expect(parsePreferenceValue('security.genesysOriginPatterns', ['https://crm.example.com'])).toMatchObject({ ok: false })
  })
})

describe('an origin of a pattern', () => {
  it.each([
    ['https://crm.example.com', ['https://*.example.com']],
    ['https://a.b.example.com:8443', ['https://*.b.example.com:8443', 'https://*.example.com:8443']],
    ['https://xn--bcher-kva.example.com', ['https://*.example.com']],
    ['https://evilexample.com', []],
    ['https://example.com', []],
    ['https://crm.example.com.evil.tld', ['https://*.example.com.evil.tld', 'https://*.com.evil.tld', 'https://*.evil.tld']],
  ])('[PF17] %s is one of %j', (origin, patterns) => {
    expect(originPatternsOf(origin)).toEqual(patterns)
    expect(patterns.every(isOriginPattern)).toBe(true)
  })

  it.each([
    ...['null', '', '*', 'https://', 'https://.example.com', 'https://*.example.com', 'https://a_b.example.com'],
    ...[
      'http://crm.example.com',
      'http://localhost',
      'https://CRM.example.com',
      'https://crm.example.com/',
      'https://crm.example.com.',
    ],
    ...[
      'https://crm.example.com:443',
      'https://u@crm.example.com',
      'https://evil.tld/.example.com',
      'https://evil.tld#.example.com',
    ],
  ])('[PF17] %j is no origin, and so of no pattern', (origin) => expect(originPatternsOf(origin)).toEqual([]))

  it('[PF17] an address of numbers is of no pattern that can be set', () => {
    expect(originPatternsOf('https://10.0.0.1').filter(isOriginPattern)).toEqual([])
  })
})
