import { expect, test } from 'vitest'
import { createStage, documentOf, refusalOf } from '../../test/stage.ts'

test('[SI50] a note is saved over the version that was read; a retry changes nothing, an older version nothing either', async () => {
  const stage = await createStage()
  const agent = stage.browser()
  documentOf(await agent.signIn('agent01'))
  expect(await agent.get('note')).toEqual({ text: '', version: 0, savedAt: null })
  const save = (text: string, version: number) => agent.call('saveNote', { body: { text, version } })
  expect(documentOf(await save('one', 0))).toEqual({ text: 'one', version: 1, savedAt: stage.clock.now() })
  expect(documentOf(await save('one', 0)).version).toBe(1)
  expect(refusalOf(await save('two', 0))).toEqual({ code: 'object.changed', facts: { version: 1 } })
  expect(documentOf(await save('two', 1)).version).toBe(2)
})
