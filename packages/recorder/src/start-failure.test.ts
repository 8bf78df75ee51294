import { expect, test } from 'vitest'
import { FolderTaken } from './spool/lock-folder.ts'
import { describeStartFailure } from './start-failure.ts'

const fault = (members: object) => Object.assign(new Error('listen'), { syscall: 'listen', ...members })

test('[RCF1] a port that the system keeps to itself is not told as a folder', () => {
  expect(describeStartFailure(fault({ code: 'EACCES', port: 80, address: '127.0.0.1' }))).toContain('Take one above 1023')
  expect(describeStartFailure(fault({ code: 'EADDRINUSE', port: 8086 }))).toContain('set HOTSEAT_RECORDER_PORT and')
})

test('[RCF1] a folder that cannot be written, or has another recorder in it, is told as that', () => {
  for (const members of [
    { code: 'EROFS', syscall: 'open' },
    { code: 'EACCES', address: '/data/lock', port: -1 },
  ])
    expect(describeStartFailure(fault(members))).toContain('The data folder cannot be written')
  expect(describeStartFailure(new FolderTaken())).toContain('HOTSEAT_RECORDER_DATA=<folder>')
})
