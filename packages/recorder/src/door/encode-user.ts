import type { SessionDocument } from '@hotseat/protocol'

/** The person as the published API tells them: what a desktop looks at after a sign-in. */
export function encodeUser({ id, username, name, role, tenant }: SessionDocument['user'], server: string) {
  const [firstName = '', ...others] = name.split(' ')
  const path = `/users/${encodeURIComponent(id)}`
  const isAgent = role === 'executive' || role === 'professional-agent'
  return {
    ...{ id, userName: username, firstName, lastName: others.join(' '), enabled: true },
    roles: isAgent ? ['ROLE_AGENT'] : [],
    changePasswordOnFirstLogin: false,
    contactCenterId: tenant,
    uri: `${server}/api/v2${path}`,
    path,
  }
}
