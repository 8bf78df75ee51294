import type { Started } from './compose.ts'
import { demoPassword } from './demo/seed-demo.ts'

/** The demo accounts worth trying; everybody has the same password. */
const demoAccounts = [
  ['agent01 … agent10', 'executive', 'extensions 5001 … 5010'],
  ['agent11 … agent20', 'professional-agent', 'extensions 5011 … 5020'],
  ['supervisor01', 'supervisor', 'the floor'],
  ['analyst01', 'analyst', 'the floor and the audit trail, to look at'],
  ['admin01', 'administrator', 'people, places, campaigns, preferences'],
  ['uam01', 'user-access-manager', 'people'],
  ['consultant01', 'supervisor', 'belongs to the tenants demo and acme'],
] as const

/** What is printed once a server listens: where it is, and how to get in. */
export function welcome(config: { readonly demo: boolean; readonly pid: number }, { url, setupSecret }: Started): string {
  const lines = ['', `  Hotseat is ready: ${url} (process ${config.pid})`, '']
  if (config.demo) {
    lines.push(`  Tenant demo, password ${demoPassword}, no second factor (preference security.secondFactor)`, '')
    for (const [name, role, about] of demoAccounts) lines.push(`    ${name.padEnd(20)}${role.padEnd(22)}${about}`)
    lines.push('', `  A shop whose customers chat with the agents: ${url}/demo/shop`, '')
  } else if (setupSecret !== null) {
    // Behind the #, the secret is never sent to a server and stands in no log.
    lines.push('  Nobody can sign in yet. Create the first administrator with this link; it works once, for 24 hours:', '')
    lines.push(`    ${url}/#/setup/${setupSecret}`, '')
  }
  return `${lines.join('\n')}\n`
}
