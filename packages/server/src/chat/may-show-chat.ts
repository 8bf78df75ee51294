import type { Deps } from '../deps.ts'
import type { ChatProjectRow } from '../store/tables.ts'

/** A page on this very computer, as browsers name it. */
const loopback = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/

/** Whether a page of this origin may show a project's chat: exactly the ones on its list, in demo mode every loopback one (spec CU2). */
export function mayShowChat(
  { demo }: Pick<Deps, 'demo'>,
  project: Pick<ChatProjectRow, 'allowedOrigins'> | undefined,
  origin: string,
): boolean {
  return (demo && loopback.test(origin)) || (project?.allowedOrigins.includes(origin) ?? false)
}
