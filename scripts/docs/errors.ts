import { endReasons } from '../../packages/core/src/end-reason.ts'
import { refusals } from '../../packages/core/src/refusals.ts'
import { byGroup, code, page, table } from './markdown.ts'

/** docs/reference/errors.md: every code that the server can answer with. */
export function renderErrors(): string {
  const groups = [...byGroup<{ status: number; title: string }>(refusals)].map(
    ([group, rows]) =>
      `## ${group}\n\n${table(
        ['code', 'status', 'title'],
        rows.map(([name, { status, title }]) => [code(name), String(status), title]),
      )}`,
  )
  const ends = Object.entries(endReasons).map(([reason, refusal]) => [
    code(reason),
    refusal ? code(refusal) : 'it may be resumed',
  ])
  return page(
    'Errors',
    'packages/core/src/refusals.ts',
    `Every refusal is a problem document (RFC 9457, \`application/problem+json\`). Decide by \`code\`: a code never changes its
meaning, a title may. \`errors\` names the fields that are wrong, \`facts\` holds what a person needs to go on, and
\`Retry-After\` says when to come back.`,
    `\`\`\`json
{ "type": "about:blank", "title": "Too many wrong passwords. Try again later.", "status": 429, "code": "signIn.blocked",
  "facts": { "retryAfterMs": 298000 } }
\`\`\``,
    ...groups,
    `## Why a session ended\n\nA resume of a session that has ended is refused by the reason of its end.`,
    table(['reason', 'a resume answers'], ends),
  )
}
