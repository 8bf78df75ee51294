import { expect, test } from 'vitest'
import { findUser } from './peer-user.ts'

const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode'
const row = (local: string, remote: string, state: string, uid: number) =>
  `   7: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  ${uid}        0 31337 1 0000000000000000 20 4 30 10 -1`
const ends = { localAddress: '127.0.0.1', localPort: 8086, remoteAddress: '127.0.0.1', remotePort: 50_000 }
const [server, client] = ['0100007F:1F96', '0100007F:C350']

test('[LB3] [S-40] the user is that of the peer’s socket, not of ours', () => {
  const table = [head, row(server, client, '01', 1_000), row(client, server, '01', 1_001), ''].join('\n')
  expect(findUser(table, ends)).toBe(1_001)
})

test('[LB3] a socket that can speak both families, and IPv6', () => {
  const both = '0000000000000000FFFF00000100007F'
  expect(findUser(row(`${both}:C350`, `${both}:1F96`, '01', 33), ends)).toBe(33)
  const six = '00000000000000000000000001000000'
  const table = row(`${six}:C350`, `${six}:1F96`, '01', 34)
  expect(findUser(table, { ...ends, localAddress: '::1', remoteAddress: '::1' })).toBe(34)
  expect(findUser(table, ends)).toBeNull()
  expect(
    findUser(row(client, server, '01', 35), { ...ends, localAddress: '::ffff:127.0.0.1', remoteAddress: '::ffff:127.0.0.1' }),
  ).toBe(35)
})

test('[LB3] [S-40] a closed socket, another port and nonsense are nobody’s', () => {
  for (const table of [
    '',
    head,
    'x y z',
    row(client, server, '06', 0),
    row('0100007F:C351', server, '01', 0),
    row(client, '0100007F:1F97', '01', 0),
  ])
    expect(findUser(table, ends)).toBeNull()
})
