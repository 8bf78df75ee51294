import { expect, test } from 'vitest'
import { missingPackages } from './missing-packages.mjs'

const lock = {
  packages: {
    '': {},
    'packages/core': { version: '0.1.0' },
    'node_modules/fastify': { version: '5.0.0', integrity: 'sha512-a' },
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  },
}

test('nothing is missing when every package of the lock file is there, but for other platforms’', () => {
  const installed = { packages: { 'node_modules/fastify': { version: '5.0.0', integrity: 'sha512-a' } } }
  expect(missingPackages(lock, installed)).toEqual([])
})

test('a package that is not there is missing', () => {
  expect(missingPackages(lock, { packages: {} })).toEqual(['node_modules/fastify'])
})

test('a package of another version, or with other contents, is missing', () => {
  const of = (fastify: { version: string; integrity: string }) =>
    missingPackages(lock, { packages: { 'node_modules/fastify': fastify } })
  expect(of({ version: '4.9.0', integrity: 'sha512-a' })).toEqual(['node_modules/fastify'])
  expect(of({ version: '5.0.0', integrity: 'sha512-b' })).toEqual(['node_modules/fastify'])
})
