import type { Role } from '@hotseat/core'
import type { MemberRow } from '../../store/tables.ts'
import { type AgentFacts, encodeChannels, encodeDevices } from './encode-agent.ts'

/** The vendor's roles. Ours that it does not know have names of their own. */
const roles: Record<Role, readonly string[]> = {
  'professional-agent': ['ROLE_AGENT'],
  executive: ['ROLE_AGENT'],
  supervisor: ['ROLE_SUPERVISOR'],
  analyst: ['ROLE_ANALYST'],
  administrator: ['ROLE_ADMIN'],
  'user-access-manager': ['ROLE_USER_ACCESS_MANAGER'],
}

/** What a user document is told from. */
export type UserFacts = AgentFacts & { readonly tenantId: string; readonly member: MemberRow; readonly email: string | null }

/** What a client may ask for by `subresources`; without that it gets the first two. */
const subresources = {
  devices: encodeDevices,
  features: ({ desk }: UserFacts) => desk.media.map(({ id, name }) => ({ id: featureOf(id), displayName: `${name} API` })),
  channels: encodeChannels,
  // The vendor keeps its own desktop's options here.
  settings: () => ({}),
} as const
type Subresource = keyof typeof subresources
const usual: readonly Subresource[] = ['devices', 'features']

/** The signed-in person, with what of them was asked for; words that are no subresource give nothing. */
export function encodeUser(facts: UserFacts, asked: string | undefined) {
  const { member, tenantId, email, origin } = facts
  const [firstName = '', ...others] = member.name.split(' ')
  const path = `/users/${encodeURIComponent(member.id)}`
  const wanted = wantedOf(asked)
  return {
    id: member.id,
    userName: member.username,
    firstName,
    lastName: others.join(' '),
    emailAddress: email ?? '',
    roles: roles[member.role],
    enabled: true,
    ...Object.fromEntries(wanted.map((name) => [name, subresources[name](facts)])),
    changePasswordOnFirstLogin: false,
    contactCenterId: tenantId,
    uri: `${origin}/api/v2${path}`,
    path,
  }
}

function wantedOf(asked: string | undefined): readonly Subresource[] {
  if (asked === undefined) return usual
  const words = asked.split(',').map((word) => word.trim())
  return Object.keys(subresources).filter((name): name is Subresource => words.includes('*') || words.includes(name))
}

function featureOf(medium: string): string {
  return medium === 'voice' ? 'api-voice' : `api-multimedia-${medium}`
}
