import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cookieName, readCookie, writeCookie } from './cookie.ts'

const id = 'i'.repeat(22)
const token = `${id}.${'A'.repeat(42)}_`
const other = `${id}.${'B'.repeat(43)}`

test.each([
  [`hotseat=${token}`, token],
  [`a=b; hotseat=${token}; c=d`, token],
  [`a=b;hotseat=${token};`, token],
  [` \thotseat\t=\t${token}\t`, token],
  [`hotseat=${token}; hotseat=${token}`, token],
  [`a="x; hotseat=${token}"`, null],
  [`hotseat=${token}; hotseat=${other}`, null],
  [`hotseat=${other}; hotseat=`, null],
  [`Hotseat=${token}`, null],
  [`hotseat =${token}x`, null],
  [`xhotseat=${token}`, null],
  [`hotseat="${token}"`, null],
  [`hotseat==${token}`, null],
  [`hotseat=${token}=`, null],
  [`hotseat=${id}.%41${'A'.repeat(42)}`, null],
  [`hotseat=${'A'.repeat(43)}`, null],
  [`hotseat=${token.slice(1)}`, null],
  [`hotseat=${token}\u00a0`, null],
  [`hotseat,=${token}`, null],
  [`$Version=1; hotseat=${token}; $Path=/`, token],
  [`__Host-hotseat=${token}`, null],
  [`=${token}`, null],
  ['hotseat', null],
  ['', null],
  [undefined, null],
])('[HT18] [S-27] reads %s', (header, expected) => {
  expect(readCookie(header, 'hotseat')).toBe(expected)
})

test('[HT18] [S-27] reads back what it wrote, and never throws', () => {
  expect(readCookie(writeCookie(token, true).split(';')[0], cookieName(true))).toBe(token)
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (header) => {
      const read = readCookie(header, 'hotseat')
      return read === null || /^[\w-]{22}\.[\w-]{43}$/.test(read)
    }),
  )
})

test('[HT18] [S-27] is closed to scripts, other sites and, by TLS, to other hosts', () => {
  expect(writeCookie(token, true)).toBe(`__Host-hotseat=${token}; Max-Age=2592000; Path=/; HttpOnly; SameSite=Strict; Secure`)
  expect(writeCookie(token, false)).toBe(`hotseat=${token}; Max-Age=2592000; Path=/; HttpOnly; SameSite=Strict`)
  expect(writeCookie(null, true)).toBe('__Host-hotseat=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict; Secure')
})
