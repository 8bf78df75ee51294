import { expect, test } from 'vitest'
import { findChromium, type Machine } from './chromium.ts'

const download = '/home/me/.cache/ms-playwright/chromium/chrome'

function machine(files: readonly string[], rest: Partial<Machine> = {}): Machine {
  return {
    env: { PATH: '/usr/local/bin:/usr/bin' },
    isFile: (path) => files.includes(path),
    downloaded: () => download,
    isRoot: false,
    install: () => false,
    ...rest,
  }
}

test('HOTSEAT_CHROMIUM comes first', () => {
  const env = { PATH: '/usr/bin', HOTSEAT_CHROMIUM: '/opt/chrome' }
  expect(findChromium(machine(['/opt/chrome', '/usr/bin/chromium'], { env }))).toBe('/opt/chrome')
})

test('a HOTSEAT_CHROMIUM that is not there is an error, not a reason to look elsewhere', () => {
  const env = { PATH: '/usr/bin', HOTSEAT_CHROMIUM: '/opt/chrome' }
  expect(() => findChromium(machine(['/usr/bin/chromium'], { env }))).toThrow('/opt/chrome')
})

test('the system’s Chromium comes before Playwright’s download', () => {
  expect(findChromium(machine(['/usr/bin/google-chrome', download]))).toBe('/usr/bin/google-chrome')
  expect(findChromium(machine([download]))).toBe(download)
})

test('as root a missing Chromium is installed', () => {
  const files: string[] = []
  const install = () => files.push('/usr/bin/chromium') > 0
  expect(findChromium(machine(files, { isRoot: true, install }))).toBe('/usr/bin/chromium')
})

test('no Chromium is an error that says what to do', () => {
  expect(() => findChromium(machine([]))).toThrow('HOTSEAT_CHROMIUM')
  expect(() => findChromium(machine([], { isRoot: true }))).toThrow('apt-get install chromium')
})
