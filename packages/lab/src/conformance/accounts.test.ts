import { expect, test } from 'vitest'
import { NoPassword, readAccounts } from './accounts.ts'

const demo = 'demo-password-2026'

test('[CS5] without a word the accounts are those of the demo data', async () => {
  expect(await readAccounts({}, {}, null)).toEqual({
    agents: [
      { tenant: 'demo', username: 'agent01', password: demo, extension: '5001' },
      { tenant: 'demo', username: 'agent02', password: demo, extension: '5002' },
    ],
    administrator: { tenant: 'demo', username: 'admin01', password: demo, extension: '' },
    place: 'desk-02',
  })
})

test('[CS5] the password of another account comes from the environment, its own variable first, or from a person', async () => {
  const who = { tenant: 'west', user: 'ann', extension: '77', secondUser: 'ben', administrator: 'root', place: 'row 7' }
  const environment = { CONFORMANCE_PASSWORD: 'all', CONFORMANCE_ADMINISTRATOR_PASSWORD: 'own' }
  const told = await readAccounts(who, environment, null)
  expect(told.agents.map(({ username, password, extension }) => [username, password, extension])).toEqual([
    ['ann', 'all', '77'],
    ['ben', 'all', '5002'],
  ])
  expect(told.place).toBe('row 7')
  expect(told.administrator).toMatchObject({ tenant: 'west', username: 'root', password: 'own' })
  const asked = await readAccounts(who, {}, async (username) => `of ${username}`)
  expect([...asked.agents, asked.administrator].map(({ password }) => password)).toEqual(['of ann', 'of ben', 'of root'])
})

test('[CS5] the demo password is not tried on anybody else', async () => {
  await expect(readAccounts({ user: 'ann' }, {}, null)).rejects.toThrow(NoPassword)
  await expect(readAccounts({ tenant: 'west' }, {}, null)).rejects.toThrow(
    'There is no password for agent01: set CONFORMANCE_USER_PASSWORD or CONFORMANCE_PASSWORD, or start at a terminal.',
  )
})
