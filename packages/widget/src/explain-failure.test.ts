import { expect, test } from 'vitest'
import { ChatError, unreachable } from './chat-error.ts'
import { explainFailure } from './explain-failure.ts'

const reads = async () => ({ name: 'Support' })
const refuses = (error: ChatError) => () => Promise.reject(error)
const codeAfter = async (error: unknown, isThere: boolean, config: () => Promise<unknown>) =>
  (await explainFailure(error, { isThere: async () => isThere, config })).code

test('[CW2] a call that the line lost is told as unreachable on a page that is on the list', async () => {
  expect(await codeAfter(unreachable(), true, reads)).toBe('network.unreachable')
  expect(await codeAfter(unreachable(), true, refuses(new ChatError('chat.project', 'There is no such chat.', 404)))).toBe(
    'network.unreachable',
  )
  expect(await codeAfter(unreachable(), false, refuses(unreachable()))).toBe('network.unreachable')
})

test('[CW2] a page that may not read what every listed page may is not on the list', async () => {
  expect(await codeAfter(unreachable(), true, refuses(unreachable()))).toBe('chat.origin')
  expect(await codeAfter(unreachable(), true, refuses(new ChatError('chat.origin', 'No.', 403)))).toBe('chat.origin')
})

test('[CW2] what the server said stands, and nothing is asked', async () => {
  const fails = () => Promise.reject(new Error('asked'))
  expect(
    (await explainFailure(new ChatError('chatToken.expired', 'Token has expired', 401), { isThere: fails, config: fails }))
      .message,
  ).toBe('Token has expired')
})
