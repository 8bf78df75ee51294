import { expect, test } from 'vitest'
import { codeOf, openIpcortexPage } from '../testing/ipcortex-page.ts'
import { findCallback, parseLoginCall } from './login-call.ts'

const options = { username: 'ann', password: 'x' }
const callback = () => undefined

test('[PX22] every form says the same; without a callback in its place the options still count', () => {
  const forms = [
    [options],
    [callback, options],
    [null, options],
    [undefined, options],
    ['ann', 'x', null, callback],
    ['ann', 'x'],
  ]
  for (const args of forms) expect(parseLoginCall(args)).toEqual(options)
  for (const args of [[], [null], [callback], [{}], [null, null]]) expect(parseLoginCall(args)).toEqual({})
  expect([findCallback(forms[1] ?? []), findCallback(forms[4] ?? []), findCallback([options])]).toEqual([
    callback,
    callback,
    null,
  ])
})

test('[PX22] options of another kind than published are refused by name, unknown ones are passed over', () => {
  const bad = { username: 7, password: [], subid: '', token: [7], tokenCB: 'x', application: {}, oneTimeCode: 1 }
  for (const [name, value] of Object.entries(bad)) {
    expect(() => parseLoginCall([{ [name]: value }])).toThrow(`login: ${name} is not valid`)
  }
  for (const none of [7, true]) expect(() => parseLoginCall([none])).toThrow('login: options is not valid')
  expect(parseLoginCall([{ ...options, colour: 'blue', username: 'ann', checkonly: null, notoken: undefined }])).toEqual(options)
  expect(parseLoginCall([{ token: 'one' }])).toEqual({ token: ['one'] })
  expect(parseLoginCall([{ token: { one: {}, two: {} } }])).toEqual({ token: ['one', 'two'] })
})

test('[PX26] a subid may be any text or number; the same one means the same session, another one another', async () => {
  const page = openIpcortexPage()
  for (const subid of [7, 'a b', 'wall.board', 'ß'.repeat(200)]) {
    await page.login('agent01', { subid })
    expect(await codeOf(openIpcortexPage(page).Auth.login({ subid, checkonly: true }))).toBe('resolved')
    expect(await codeOf(openIpcortexPage(page).Auth.login({ subid: `${subid}x`, checkonly: true }))).toBe('signIn.none')
  }
  for (const subid of ['', 'x'.repeat(257), {}, true])
    expect(await codeOf(page.login('agent01', { subid }))).toBe('login.options')
})

test('[PX22] a callback that throws is the page’s mistake: the login stands, and the error is reported as uncaught', async () => {
  const uncaught: unknown[] = []
  const onUncaught = (error: unknown) => uncaught.push(error)
  const before = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', onUncaught)
  const { Auth, PBX, server } = openIpcortexPage()
  const throws = () => {
    throw new Error('a mistake of the page')
  }
  const who = { username: 'agent01', password: server.password }
  expect(await Auth.login(throws, who)).toBeUndefined()
  expect(await Auth.login(throws, { ...who, password: 'wrong' })).toBeUndefined()
  expect(await PBX.startFeed(throws, throws, {})).toBeUndefined()
  await new Promise((resolve) => setImmediate(resolve))
  process.off('uncaughtException', onUncaught)
  for (const listener of before) process.on('uncaughtException', listener)
  expect([Auth.uname, uncaught.length]).toEqual(['agent01', 3])
})
