import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventDescriptions } from './event-descriptions.ts'
import { eventFields } from './event-fields.ts'
import { byGroup, code, page, table } from './markdown.ts'

const source = join(import.meta.dirname, '../../packages/core/src/events.ts')

/** docs/reference/events.md: everything that the feed, the audit trail and recovery carry. */
export function renderEvents(): string {
  const fields = eventFields(readFileSync(source, 'utf8'))
  const groups = [...byGroup(eventDescriptions)].map(
    ([group, rows]) =>
      `## ${group}\n\n${table(
        ['kind', 'what happened', 'data'],
        rows.map(([kind, description]) => [code(kind), description, code(fields.get(kind) ?? '')]),
      )}`,
  )
  return page(
    'Events',
    'packages/core/src/events.ts',
    `A tenant's feed is its audit trail and its recovery log. Each event has an \`offset\` (from 1, without gaps), \`at\`
(milliseconds since 1970), \`kind\`, \`userId\` (whom it is about, null for the tenant), \`by\` (who caused it, null for the
system) and \`data\`. No event carries a password, token, key or cookie.`,
    ...groups,
  )
}
