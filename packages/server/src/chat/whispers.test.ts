import { expect, test } from 'vitest'
import { createTestClock } from '../../test/test-clock.ts'
import { createMemoryStore } from '../store/memory/create-memory-store.ts'
import { createWhispers, type Whisper } from './whispers.ts'

const customer = { to: 'customer', tenantId: 'demo', conversationId: 'c1' } as const
const agent = { to: 'agent', tenantId: 'demo', conversationId: 'c1', userId: 'u1' } as const

function createEars() {
  const [store, clock] = [createMemoryStore(), createTestClock()]
  const whispers = createWhispers({ store, clock })
  const heard: Whisper[] = []
  whispers.hear((whisper) => void heard.push(whisper))
  return { store, clock, whispers, heard }
}

test('[CH22] a flood of typing is told once a second, for each side of each conversation', () => {
  const { clock, whispers, heard } = createEars()
  const other = { ...customer, conversationId: 'c2' }
  const flood = () => {
    for (let at = 0; at < 100; at++) for (const whisper of [customer, agent, other]) whispers.tell(whisper)
  }
  flood()
  clock.advance(999)
  flood()
  expect(heard).toEqual([customer, agent, other])
  clock.advance(1)
  flood()
  expect(heard).toEqual([customer, agent, other, customer, agent, other])
})

test('[CH22] a word that is no whisper, as of another version, is passed over', () => {
  const { store, whispers, heard } = createEars()
  for (const word of ['', 'typing', '{}', '{"to":"agent","tenantId":"demo","conversationId":"c1"}', '{"to":"moon"}'])
    store.whisper(word)
  whispers.tell(agent)
  expect(heard).toEqual([agent])
})
