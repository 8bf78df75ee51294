import { expect, test } from 'vitest'
import { leftOut, lockFaults } from './lock-rules.ts'

const tool = {
  version: '2.0.0',
  dev: true,
  optionalDependencies: { '@tool/cli-linux-x64': '2.0.0', '@tool/cli-linux-arm64-musl': '2.0.0' },
}
const installed = { 'node_modules/tool': tool, 'node_modules/@tool/cli-linux-x64': { version: '2.0.0' } }

test('builds for other platforms that the lock file leaves out are found, with their platform', () => {
  expect(leftOut(installed)).toEqual({
    'node_modules/@tool/cli-linux-arm64-musl': {
      version: '2.0.0',
      dev: true,
      optional: true,
      os: ['linux'],
      cpu: ['arm64'],
      libc: ['musl'],
    },
  })
})

test('a whole lock file without hosts is in order', () => {
  expect(lockFaults({ ...installed, ...leftOut(installed) })).toEqual([])
})

test('what is left out and where a package came from are faults', () => {
  expect(lockFaults(installed)).toHaveLength(1)
  expect(lockFaults({ 'node_modules/a': { resolved: 'https://packages.example.com/a.tgz' } })).toHaveLength(1)
  expect(lockFaults({ 'node_modules/@hotseat/core': { resolved: 'packages/core', link: true } })).toEqual([])
})
