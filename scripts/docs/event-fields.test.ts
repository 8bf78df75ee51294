import { expect, test } from 'vitest'
import { eventFields } from './event-fields.ts'

test('the fields of each kind are read as they are written, on one line or on several', () => {
  const source = `
export type EventData = {
  'session.dropped': { sessionId: string }
  'agent.stateChanged': {
    status: MediumStatus
    previous: Pick<MediumStatus, 'state'>
  }

  'session.ended': { sessionId: string; by: string | null }
}
export type EventKind = keyof EventData
`
  expect([...eventFields(source)]).toEqual([
    ['session.dropped', 'sessionId: string'],
    ['agent.stateChanged', "status: MediumStatus; previous: Pick<MediumStatus, 'state'>"],
    ['session.ended', 'sessionId: string; by: string | null'],
  ])
})
