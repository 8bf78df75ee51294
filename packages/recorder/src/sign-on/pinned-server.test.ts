import { expect, test } from 'vitest'
import { findPinnedServer } from './pinned-server.ts'

const servers = ['https://a.example', 'https://b.example:4443']

test('[LB10] a server of the list is that of the list', () => {
  expect(findPinnedServer(servers, 'https://b.example:4443')).toBe('https://b.example:4443')
  expect(findPinnedServer(servers, 'https://a.example/')).toBe('https://a.example')
})

test.each([
  ...['https://c.example', 'http://a.example', 'https://a.example:8443', 'https://b.example', 'https://A.example', 'a.example'],
  ...[
    'https://a.example@c.example',
    'https://c.example/https://a.example',
    'https://user:pw@a.example',
    'https://a.example.c.example',
  ],
  ...[
    'https://a.example//',
    'https://a.example/..',
    'https://a.example?',
    'https://a.example#',
    ' https://a.example',
    'https://a.example\t',
  ],
  ...['https://[::ffff:10.0.0.1]', 'https://a.example\\@c.example', 'https://a.exam\u0440le', '', 'null', 'file:///etc/passwd'],
])('[LB10] [S-42] %j is none', (named) => {
  expect(findPinnedServer(servers, named)).toBeNull()
})
