import { expect, test } from 'vitest'
import { createStage, documentOf } from '../../test/stage.ts'
import { createTestRecorder } from '../../test/test-recorder.ts'
import { createHub } from '../feed/hub.ts'
import { createWaitingRoom } from './waiting-room.ts'

test('[RC16] a room has its bound, and whose line is cut makes room', async () => {
  const stage = await createStage()
  const agent = stage.browser()
  documentOf(await agent.signIn('agent01'))
  const recorders = [createTestRecorder(stage), createTestRecorder(stage)]
  for (const each of recorders) documentOf(await each.signIn(agent))
  const [first, second] = recorders.map(({ id }) => ({ tenantId: 'demo', recorderId: id }))
  if (!first || !second) throw new Error('two recorders')
  const hub = createHub(stage.deps.store)
  const faults: unknown[] = []
  const room = createWaitingRoom(stage.deps, hub, (error) => faults.push(error), 1)
  const entered = Promise.withResolvers<() => void>()
  const waiting = room.wait(first, entered.resolve)
  const cut = await entered.promise
  expect(await room.wait(second, () => undefined)).toBe('full')
  cut()
  expect(await waiting).toBeNull()
  expect(await room.wait({ tenantId: 'demo', recorderId: 'unknown' }, () => undefined)).toBeNull()
  expect(await room.wait(second, () => room.close())).toBeNull()
  expect(faults).toEqual([])
  hub.close()
})
