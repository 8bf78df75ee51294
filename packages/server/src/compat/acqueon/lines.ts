import type { FeedEvent } from '@hotseat/core'
import type { Access } from './sign-in.ts'

/** Nobody has use for more on one node. */
const linesAPerson = 20

/** A line as the index knows it. */
type Member = { readonly access: Access | null; onEvent(event: FeedEvent): void; giveWay(): void }

/** Which lines speak for whom on this node. */
export type Lines = {
  /** Of too many lines of one person the oldest gives way (spec AQ7). */
  add(connection: Member, access: Access): void
  /** Answers whether the session has no other line now. */
  remove(connection: Member, access: Access): boolean
  /** Hands an event to the lines of the person it is about. */
  tell(tenantId: string, event: FeedEvent): void
}

/** An index of lines by person. */
export function createLines(): Lines {
  const byPerson = new Map<string, Set<Member>>()
  const keyOf = (tenantId: string, userId: string) => `${tenantId}\n${userId}`
  const isTheirs = ({ kind }: FeedEvent) =>
    kind === 'session.ended' || kind.startsWith('agent.') || kind.startsWith('interaction.')

  return {
    add(connection, { caller }) {
      const key = keyOf(caller.tenantId, caller.member.id)
      const theirs = (byPerson.get(key) ?? new Set()).add(connection)
      byPerson.set(key, theirs)
      const [oldest] = theirs
      if (oldest === undefined || theirs.size <= linesAPerson) return
      theirs.delete(oldest)
      oldest.giveWay()
    },
    remove(connection, { caller }) {
      const key = keyOf(caller.tenantId, caller.member.id)
      const theirs = byPerson.get(key)
      theirs?.delete(connection)
      if (theirs?.size === 0) byPerson.delete(key)
      return ![...(theirs ?? [])].some(({ access }) => access?.caller.session.id === caller.session.id)
    },
    tell(tenantId, event) {
      if (event.userId === null || !isTheirs(event)) return
      for (const connection of [...(byPerson.get(keyOf(tenantId, event.userId)) ?? [])]) connection.onEvent(event)
    },
  }
}
