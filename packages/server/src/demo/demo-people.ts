import type { Role } from '@hotseat/core'

/** A person of the demo data: one account, and a membership in each tenant. */
export type DemoPerson = {
  readonly username: string
  readonly name: string
  readonly members: readonly { readonly tenant: string; readonly role: Role; readonly extension: string | null }[]
}

const agentNames = [
  'Amara Okafor',
  'Jonas Weber',
  'Priya Nair',
  'Luca Romano',
  'Mei-Ling Chen',
  'Sofía Herrera',
  'Tomasz Zieliński',
  'Aoife O’Sullivan',
  'Yusuf Demir',
  'Hannah Lindqvist',
  'Diego Fuentes',
  'Ananya Rao',
  'Marek Novák',
  'Fatima El-Amin',
  'Kenji Watanabe',
  'Chloé Lefèvre',
  'Thabo Mokoena',
  'Ingrid Solberg',
  'Rafael Almeida',
  'Nadia Petrova',
]

const only = (tenant: string, role: Role, extension: string | null = null) => [{ tenant, role, extension }]

/** Everyone in the demo data. `consultant01` supervises in `demo` and takes calls in `acme`. */
export const demoPeople: readonly DemoPerson[] = [
  ...agentNames.map((name, index) => ({
    username: `agent${String(index + 1).padStart(2, '0')}`,
    name,
    members: only('demo', index < 10 ? 'executive' : 'professional-agent', String(5001 + index)),
  })),
  { username: 'supervisor01', name: 'Margarete Vogel', members: only('demo', 'supervisor') },
  { username: 'analyst01', name: 'Oliver Grant', members: only('demo', 'analyst') },
  { username: 'admin01', name: 'Beatriz Carvalho', members: only('demo', 'administrator') },
  { username: 'uam01', name: 'Samuel Adeyemi', members: only('demo', 'user-access-manager') },
  {
    username: 'consultant01',
    name: 'Eleni Papadakis',
    members: [...only('demo', 'supervisor'), ...only('acme', 'executive', '7004')],
  },
  { username: 'wile01', name: 'Wilhelmina Hart', members: only('acme', 'executive', '7001') },
  { username: 'road01', name: 'Ronan Daly', members: only('acme', 'professional-agent', '7002') },
  { username: 'sam01', name: 'Samira Haddad', members: only('acme', 'executive', '7003') },
  { username: 'boss01', name: 'Gustav Holm', members: only('acme', 'supervisor') },
  { username: 'root01', name: 'Ines Duarte', members: only('acme', 'administrator') },
]
