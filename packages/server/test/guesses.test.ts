import { operations } from '@hotseat/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoPassword } from '../src/demo/seed-demo.ts'
import { createHandlers } from '../src/handlers.ts'
import { createTestNode, type TestNode } from '../src/http/test-node.ts'
import { createStage } from './stage.ts'
import { guesses } from './vendors/guesses.ts'
import { askToSignIn } from './vendors/native.ts'

const wrong = 'certainly not this one'

let rig: TestNode
let url: string
beforeEach(async () => {
  const { deps } = await createStage()
  rig = await createTestNode({ handlers: createHandlers(deps), deps, env: { HOTSEAT_PORT: '0' } })
  url = (await rig.node.start()).url
})
afterEach(() => rig.node.close())

/** Everything that can verify a password, as the operations and the adapters say themselves. */
function verifying(): string[] {
  const ours = Object.entries(operations).flatMap(([name, row]) =>
    'passwords' in row && row.passwords ? [`native ${name}`] : [],
  )
  const theirs = rig.node.adapters.flatMap(({ name, routes, passwordMessages = [] }) => [
    ...routes.flatMap(({ method, path, verifiesPassword }) => (verifiesPassword ? [`${name} ${method} ${path}`] : [])),
    ...passwordMessages.map((message) => `${name} ${message}`),
  ])
  return [...ours, ...theirs].toSorted()
}

async function nativeCode(username: string, password: string): Promise<string | undefined> {
  const { code } = (await (await askToSignIn(url, username, password)).json()) as { code?: string }
  return code
}

test('[S-12] the list of calls that can verify a password is whole', () => {
  expect(verifying()).toEqual(Object.keys(guesses).toSorted())
})

test.each(Object.keys(guesses))('[S-12] [CP10] %s counts on the same counter as all others', async (name) => {
  const guess = guesses[name]
  if (guess === undefined) throw new Error(name)
  // Four by it and one by the native API are five, and the sixth is not looked at.
  const fourth = await guess(url, 'agent03', wrong)
  for (let each = 0; each < 4; each++) await fourth()
  expect(await nativeCode('agent03', wrong)).toBe('signIn.credentials')
  expect(await nativeCode('agent03', demoPassword)).toBe('signIn.blocked')
  // Five by it are five.
  const fifth = await guess(url, 'agent04', wrong)
  for (let each = 0; each < 5; each++) await fifth()
  expect(await nativeCode('agent04', demoPassword)).toBe('signIn.blocked')
  // None at all by it block nobody.
  await guess(url, 'agent05', wrong)
  expect(await nativeCode('agent05', demoPassword)).toBeUndefined()
})
