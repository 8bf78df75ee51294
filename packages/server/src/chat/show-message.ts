import type { MessageDocument } from '@hotseat/protocol'
import type { TenantReader } from '../store/store.ts'
import type { MessageRow } from '../store/tables.ts'
import type { Names } from './names.ts'

/** A message as both sides read it. */
export async function showMessage(row: MessageRow, names: Names): Promise<MessageDocument> {
  const { seq, sender, text, at, clientId } = row
  return { seq, from: sender, name: await names.author(row), text, at, clientId }
}

/** What was said after a number, in order. */
export async function readMessages(
  reader: Pick<TenantReader, 'find'>,
  names: Names,
  { conversationId, after, limit }: { readonly conversationId: string; readonly after: number; readonly limit?: number },
): Promise<MessageDocument[]> {
  const rows = await reader.find('messages', {
    where: { conversationId },
    range: { column: 'seq', from: after + 1 },
    orderBy: 'seq',
    ...(limit !== undefined && { limit }),
  })
  return Promise.all(rows.map((row) => showMessage(row, names)))
}
