import { createAgent } from '@hotseat/core'
import type { FloorAgentDocument } from '@hotseat/protocol'
import { showAgent } from '../agent/show-agent.ts'
import { isRecorder } from '../sign-on/live-sessions-of.ts'
import type { AgentRow, MemberRow, SessionRow } from '../store/tables.ts'

/** One agent as the floor sees them; `sessions` are the live ones of this agent. */
export function showFloorAgent(
  member: MemberRow,
  row: AgentRow | undefined,
  sessions: readonly SessionRow[],
): FloorAgentDocument {
  const { states, extension, place, campaigns } = showAgent(row?.agent ?? createAgent(member.id))
  const { id, username, name, role } = member
  return {
    id,
    username,
    name,
    role,
    ...presenceOf(sessions.filter((each) => !isRecorder(each))),
    extension,
    place,
    campaigns,
    states,
  }
}

/** Connected since the sign-in, or lost since the last socket went (spec FL2). */
function presenceOf(sessions: readonly SessionRow[]): Pick<FloorAgentDocument, 'presence' | 'presenceSince'> {
  const connected = sessions.filter(({ connectedNode }) => connectedNode !== null)
  if (connected.length > 0)
    return { presence: 'connected', presenceSince: Math.min(...connected.map(({ startedAt }) => startedAt)) }
  const lostAt = sessions.map(({ droppedAt, startedAt }) => droppedAt ?? startedAt)
  return lostAt.length > 0 ? { presence: 'lost', presenceSince: Math.max(...lostAt) } : { presence: 'out', presenceSince: null }
}
