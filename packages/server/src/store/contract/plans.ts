import type { TableName } from '../columns.ts'
import type { RowQuery } from '../row.ts'

/** Bounded queries whose order is that of an index (spec SR30). */
export const readOffAnIndex: readonly { readonly table: TableName; readonly index: string; readonly query: RowQuery }[] = [
  {
    ...{ table: 'sessions', index: 'sessions_by_user_id_ended_at' },
    query: { where: { userId: 'u' }, range: { column: 'endedAt' }, orderBy: 'endedAt', descending: true, limit: 20 },
  },
  {
    ...{ table: 'sessions', index: 'sessions_by_due_at' },
    query: { range: { column: 'dueAt', to: 1 }, orderBy: 'dueAt', limit: 20 },
  },
  {
    ...{ table: 'agents', index: 'agents_by_due_at' },
    query: { range: { column: 'dueAt', to: 1 }, orderBy: 'dueAt', limit: 20 },
  },
  {
    ...{ table: 'conversations', index: 'conversations_by_customer_id_closed_at' },
    query: { where: { customerId: 'c' }, range: { column: 'closedAt' }, orderBy: 'closedAt', descending: true, limit: 20 },
  },
  {
    ...{ table: 'conversations', index: 'conversations_by_state_closed_at' },
    query: { where: { state: 'closed' }, range: { column: 'closedAt', to: 1 }, orderBy: 'closedAt', limit: 20 },
  },
  {
    ...{ table: 'customers', index: 'customers_by_seen_at' },
    query: { range: { column: 'seenAt', from: 0, to: 1 }, orderBy: 'seenAt', limit: 20 },
  },
  {
    ...{ table: 'conversations', index: 'conversations_by_waiting_since' },
    query: { range: { column: 'waitingSince' }, orderBy: 'waitingSince', limit: 1 },
  },
  {
    ...{ table: 'conversations', index: 'conversations_by_queue_waiting_since' },
    query: { where: { queue: 'q' }, range: { column: 'waitingSince' }, orderBy: 'waitingSince', limit: 20 },
  },
  {
    ...{ table: 'recordings', index: 'recordings_by_asked_at' },
    query: { range: { column: 'askedAt', to: 1 }, orderBy: 'askedAt', descending: true, limit: 20 },
  },
  {
    ...{ table: 'recordings', index: 'recordings_by_place_state_asked_at' },
    query: {
      where: { place: 'p', state: 'asked' },
      range: { column: 'askedAt' },
      orderBy: 'askedAt',
      descending: true,
      limit: 4,
    },
  },
  {
    ...{ table: 'recordingUploads', index: 'recording_uploads_by_touched_at' },
    query: { range: { column: 'touchedAt', to: 1 }, orderBy: 'touchedAt', limit: 20 },
  },
  {
    ...{ table: 'mediaRemovals', index: 'media_removals_by_due_at' },
    query: { range: { column: 'dueAt', to: 1 }, orderBy: 'dueAt', limit: 20 },
  },
]
