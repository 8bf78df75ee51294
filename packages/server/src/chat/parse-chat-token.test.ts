import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { signParts, signToken } from '../../test/chat-rig.ts'
import { parseChatToken } from './parse-chat-token.ts'

const secret = 'a secret of the tests'
const header = '{"alg":"HS256"}'
const claims = '{"email":"mia@shop.example"}'
const base64url = (text: string | Uint8Array) => Buffer.from(text).toString('base64url')
const token = signToken(claims, secret, header)
const [head = '', body = '', mac = ''] = token.split('.')
const outcomeOf = (text: string) => {
  const outcome = parseChatToken(text)
  return outcome.ok ? 'read' : outcome.refusal.code
}
/** Signed as it stands: only its form is wrong. */
const signed = (first: string, second: string) => signParts(first, second, secret)

/** The last character with one of the bits set that no byte takes. */
function strayed(part: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const other = alphabet[alphabet.indexOf(part.at(-1) ?? '') + 1] ?? ''
  return part.slice(0, -1) + other
}

describe('a chat token', () => {
  test('[CT2] is read in its canonical form', () => {
    expect(parseChatToken(token)).toEqual({
      ok: true,
      value: { text: token, header: { alg: 'HS256' }, claims: { email: 'mia@shop.example' } },
    })
    expect(outcomeOf(signToken('{ "a" : 1,\n\t"b":[{"a":"a:"},{"a":2}] }', secret, '{ "alg" : "HS256" }'))).toBe('read')
    expect(outcomeOf(signToken('{"a":"\\"a\\":","b":{"a":"{"}}', secret))).toBe('read')
  })

  // In brackets the number of the vector of Wycheproof's JWS set that has the same fault. Those are over the text `Test`, which is no object of
  // claims and is refused for that alone; these are tokens that would be read without it.
  test.each([
    ['white space in the signature (360)', `${head}.${body}.    ${mac}`],
    ['white space behind the header', `${head}    .${body}.${mac}`],
    ['white space behind the header, signed over (365)', signed(`${head}    `, body)],
    ['white space before the claims, signed over (368)', signed(head, `    ${body}`)],
    ['white space around it', ` ${token}`],
    ['a line break at its end', `${token}\n`],
    ['a tab inside', signed(head, `${body.slice(0, 8)}\t${body.slice(8)}`)],
    ['padding behind the header, signed over (367)', signed(`${base64url('{"alg":"HS256" }')}==`, body)],
    ['padding behind the claims, signed over (370)', signed(head, `${base64url('{"a":1}')}==`)],
    ['padding behind the signature', `${token}=`],
    ['a length that no bytes have', signed(head, `${body}A`.padEnd(body.length + ((5 - (body.length % 4)) % 4), 'A'))],
    ['base64 instead of base64url', signed(head, Buffer.from('{"email":"~~~???>>>"}').toString('base64'))],
    ['a character of no alphabet in front', signed(`?${head}`, body)],
    ['a character of no alphabet inside', `${head.slice(0, 4)}#${head.slice(4)}.${body}.${mac}`],
    ['a character of no alphabet in the signature', `${head}.${body}.?${mac.slice(1)}`],
    ['stray bits in the signature', `${head}.${body}.${strayed(mac)}`],
    ['stray bits in the claims, signed over (375)', signed(head, strayed(base64url('{"a":1}')))],
    ['stray bits in the header, signed over', signed(strayed(base64url('{"alg":"HS256" }')), body)],
    ['no signature', `${head}.${body}.`],
    ['no third part', `${head}.${body}`],
    ['no claims', `${head}..${mac}`],
    ['no header', `.${body}.${mac}`],
    ['a fourth part', `${token}.${mac}`],
    ['an empty fourth part', `${token}.`],
    ['five parts, as an encrypted token', `${head}.${mac}.${mac}.${body}.${mac}`],
    ['JSON serialisation', JSON.stringify({ protected: head, payload: body, signature: mac })],
    ['nothing', ''],
    ['more than anybody reads', signToken({ email: 'x'.repeat(9_000) }, secret)],
    ['a header that is no object', signToken(claims, secret, '["HS256"]')],
    ['claims that are no object', signToken('"mia@shop.example"', secret)],
    ['claims that are null', signToken('null', secret)],
    ['claims that are a list', signToken('[]', secret)],
    ['claims that are no JSON', signToken("{email:'mia'}", secret)],
    ['something behind the claims', signToken(`${claims}{}`, secret)],
    ['a mark of the byte order', signToken(`\ufeff${claims}`, secret)],
    ['bytes that are no UTF-8', signed(head, base64url(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])))],
    ['overlong UTF-8', signed(head, base64url(Buffer.from([0x7b, 0x22, 0xc1, 0xa1, 0x22, 0x3a, 0x31, 0x7d])))],
    ['U+0000', signToken('{"sub":"a\\u0000"}', secret)],
    ['half a surrogate pair', signToken('{"sub":"\\ud800"}', secret)],
    ['an algorithm twice', signToken(claims, secret, '{"alg":"none","alg":"HS256"}')],
    ['a claim twice', signToken('{"email":"a@b.example","email":"c@d.example"}', secret)],
    ['a claim twice in two spellings', signToken('{"email":"a@b.example","\\u0065mail":"c@d.example"}', secret)],
    ['a name twice inside', signToken('{"a":[{"b":{"c":1,"d":[],"c":2}}]}', secret)],
    ['a name twice with space before its colon', signToken('{"a":1,"a" \n: 2}', secret)],
    ['a nest without end', signToken(`{"a":${'['.repeat(40)}${']'.repeat(40)}}`, secret)],
  ])('[CT2] [S-47] with %s is malformed', (_what, text) => {
    expect(outcomeOf(text)).toBe('chatToken.malformed')
  })

  test('[CT2] [S-47] no other text of any token is read as the same', () => {
    const place = fc.nat({ max: token.length })
    fc.assert(
      fc.property(place, fc.string({ minLength: 1, maxLength: 3 }), (at, more) => {
        const text = token.slice(0, at) + more + token.slice(at)
        const outcome = parseChatToken(text)
        // What is read in spite of it is another token, which the signature then does not fit.
        if (outcome.ok) expect(text.split('.').every((each) => base64url(Buffer.from(each, 'base64url')) === each)).toBe(true)
      }),
    )
  })

  test('[CT2] [S-47] a name is found twice exactly when it is there twice, however deep', () => {
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.integer(),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 3 }),
        tie('object'),
      ),
      object: fc.dictionary(
        fc.string().filter((name) => name !== '__proto__'),
        tie('tree'),
        { maxKeys: 4 },
      ),
    }))
    const isKept = (value: unknown) => !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value))
    fc.assert(
      fc.property(tree.filter(isKept), (value) => {
        const json = JSON.stringify({ value })
        expect(outcomeOf(signToken(json, secret))).toBe('read')
        expect(outcomeOf(signToken(`{"outer":[${json.slice(0, -1)},"value":1}]}`, secret))).toBe('chatToken.malformed')
      }),
    )
  })
})
