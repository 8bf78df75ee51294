import type { Conversation } from '@hotseat/core'
import { expect, test } from 'vitest'
import { createStage } from '../../test/stage.ts'
import { waitingConversation } from '../../test/waiting-conversation.ts'
import { putConversation } from './command-conversation.ts'
import { createQueues } from './queues.ts'

test('[CH17] places are by the wait and the campaign, those whom it rings for included, also for who came after the look', async () => {
  const { deps } = await createStage()
  const rows = [
    waitingConversation('c', { waitingSince: 2 }),
    waitingConversation('b', { waitingSince: 2 }),
    waitingConversation('a', { waitingSince: 3 }),
    waitingConversation('rings', { state: 'offered', agentId: 'u-agent01' }),
    waitingConversation('other', { projectId: 'sales' }),
    waitingConversation('open', { state: 'open', waitingSince: null }),
  ]
  await deps.store.tenant('demo').transact(async (tx) => {
    for (const row of rows) putConversation(tx, row)
  })
  const queues = createQueues(deps)
  const late = waitingConversation('late', { waitingSince: 9 })
  const places = await Promise.all([...rows, late].map(async (row) => [row.id, (await queues.placeOf('demo', row))?.ahead]))
  expect(places).toEqual([
    ...[
      ['c', 2],
      ['b', 1],
      ['a', 3],
      ['rings', 0],
      ['other', 0],
      ['open', undefined],
    ],
    ['late', 4],
  ])
})

test('[CH17] ten thousand who wait are told their places without comparing each with each', async () => {
  const { deps } = await createStage()
  const rows = Array.from({ length: 10_000 }, (_, at) => waitingConversation(`c${at}`, { waitingSince: at }))
  await deps.store.tenant('demo').transact(async (tx) => {
    for (const row of rows) putConversation(tx, row)
  })
  const queues = createQueues(deps)
  await queues.placeOf('demo', waitingConversation('first'))
  let looks = 0
  const counted = (row: Conversation): Conversation => ({
    ...row,
    get waitingSince() {
      looks += 1
      return row.waitingSince
    },
  })
  for (const at of [0, 4_999, 9_999]) {
    const row = rows[at]
    expect(row && (await queues.placeOf('demo', counted(row)))?.ahead).toBe(at)
  }
  expect(looks).toBeLessThan(3 * 20)
})
