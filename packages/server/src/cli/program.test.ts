import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sealNewChatKey } from '../chat/seal-chat-key.ts'
import { openVault } from '../open-vault.ts'
import { createWrappingKey, wrappingKeyId } from '../recording/wrapping-key.ts'
import { createProgram } from './program.ts'
import { withStore } from './session.ts'

let folder: string
let printed: string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hotseat-cli-'))
  printed = []
})
afterEach(() => rm(folder, { recursive: true }))

async function run(...words: string[]): Promise<string> {
  printed = []
  await createProgram({ HOTSEAT_DATA: folder }, (line) => printed.push(line)).parseAsync(words, { from: 'user' })
  return printed.join('\n')
}

test('[CL1] a tenant, a user, and the link by which the user chooses a password', async () => {
  expect(await run('migrate')).toBe('The schema is up to date.')
  await run('tenant', 'add', 'north', '--name', 'North Call')
  expect(await run('user', 'add', 'Zoë', '--tenant', 'north', '--role', 'supervisor')).toMatch(
    /http:\/\/localhost:7700\/#\/activate\/[\w-]{43}$/,
  )
  const members = await withStore({ HOTSEAT_DATA: folder }, ({ store }) => store.tenant('north').find('members'))
  expect(members).toMatchObject([{ username: 'zoë', role: 'supervisor' }])
})

test('[CL2] what cannot be done is said in a sentence and changes nothing', async () => {
  await run('tenant', 'add', 'north')
  await run('user', 'add', 'zoe', '--tenant', 'north')
  await expect(run('tenant', 'add', 'north')).rejects.toThrow('exists already')
  await expect(run('tenant', 'add', 'North')).rejects.toThrow('a–z')
  await expect(run('user', 'add', 'ZOE', '--tenant', 'north')).rejects.toThrow('already')
  await expect(run('user', 'add', 'ann', '--tenant', 'south')).rejects.toThrow('no tenant')
  await expect(run('seed', '--agents', '3', '--tenant', 'south')).rejects.toThrow('no tenant')
})

test('[AD3] [CL2] a name that is given is one of a person', async () => {
  await run('tenant', 'add', 'north')
  const add = (name: string) => run('user', 'add', 'zoe', '--tenant', 'north', '--name', name)
  for (const name of ['Zoë', 'Z Kallas', 'Zoë Kallas 2', 'Zoë; Kallas']) await expect(add(name)).rejects.toThrow('is no name')
  await add(' Zoë  Kallas ')
  const members = await withStore({ HOTSEAT_DATA: folder }, ({ store }) => store.tenant('north').find('members'))
  expect(members).toMatchObject([{ username: 'zoe', name: 'Zoë Kallas' }])
})

test('[MF10] takes away the second factor of anybody who has one, and tells it', async () => {
  await run('tenant', 'add', 'north')
  await run('user', 'add', 'zoe', '--tenant', 'north', '--role', 'administrator')
  const remove = (...words: string[]) => run('user', 'remove-second-factor', ...words, '--tenant', 'north')
  await expect(remove('zoe')).rejects.toThrow('no second factor')
  await expect(remove('ann')).rejects.toThrow('no user')
  await withStore({ HOTSEAT_DATA: folder }, ({ store }) =>
    store.system.transact(async (rows) => {
      const secondFactor = { sealedKey: 'x', confirmedAt: 1, lastStep: 1 }
      for (const account of await rows.find('accounts')) rows.put('accounts', { ...account, secondFactor })
    }),
  )
  expect(await remove('Zoe')).toBe('User Zoe has no second factor any more.')
  await withStore({ HOTSEAT_DATA: folder }, async ({ store }) => {
    expect(await store.system.find('accounts')).toMatchObject([{ secondFactor: null }])
    expect(await store.tenant('north').events({ kind: 'secondFactor.removed', limit: 9 })).toMatchObject([{ by: null }])
  })
})

test('[MF15] [RC21] doctor says that the secret key is another one; a lost key is replaced, with what it had sealed', async () => {
  await run('tenant', 'add', 'north')
  await run('user', 'add', 'zoe', '--tenant', 'north', '--role', 'administrator')
  const environment = { HOTSEAT_DATA: folder }
  await withStore(environment, async ({ store, config, clock, random }) => {
    const vault = await openVault({ config, system: store.system, clock, random })
    await store.system.transact(async (rows) => {
      for (const account of await rows.find('accounts')) {
        const secondFactor = { sealedKey: vault.seal('KEY', account.id), confirmedAt: 1, lastStep: 1 }
        rows.put('accounts', { ...account, secondFactor })
      }
    })
    await store.tenant('north').transact(async (tx) => {
      const name = { tenantId: 'north', projectId: 'shop', kid: 'k' }
      tx.put('chatKeys', sealNewChatKey({ vault, random }, name, { at: 1, by: null }).row)
    })
    await createWrappingKey({ store, vault, random, clock }).publicKey()
  })
  expect(await run('doctor')).toMatch(/good\s+secret key/)
  const recordingKey = () => withStore(environment, ({ store }) => store.system.get('serverKeys', { id: wrappingKeyId }))
  expect(await recordingKey()).toBeDefined()
  await expect(run('secret-key', 'replace')).rejects.toThrow('nothing to replace')
  await rm(join(folder, 'secret.key'))
  await expect(run('doctor')).rejects.toThrow('mended first')
  expect(printed.join('\n')).toMatch(/bad\s+secret key +.*missing/)
  expect(await run('secret-key', 'replace')).toMatch(/1 second factor.*1 chat key/)
  expect(await recordingKey()).toBeUndefined()
  expect(await run('doctor')).toMatch(/good\s+secret key/)
  await withStore(environment, async ({ store }) => {
    expect(await store.system.find('accounts')).toMatchObject([{ secondFactor: null }])
    expect(await store.tenant('north').events({ kind: 'secondFactor.removed', limit: 9 })).toHaveLength(1)
    expect(await store.tenant('north').events({ kind: 'chatKey.revoked', limit: 9 })).toHaveLength(1)
  })
})

test('[CL3] seeds agents once', async () => {
  await run('tenant', 'add', 'north')
  expect(await run('seed', '--agents', '3', '--tenant', 'north')).toBe('3 agents added to north.')
  expect(await run('seed', '--agents', '5', '--tenant', 'north')).toBe('2 agents added to north.')
})

test('[CL4] shows the configuration, and looks after the installation', async () => {
  expect(await run('config', 'check')).toContain(`HOTSEAT_DATA=${folder}`)
  expect(await run('doctor')).toMatch(/good\s+store/)
})
