import type { Target } from './case.ts'

/** Makes text free of the accounts' passwords, which a server may have echoed (spec CS6). */
export function maskOf({ agents, administrator }: Pick<Target, 'agents' | 'administrator'>): (text: string) => string {
  const passwords = [...agents, administrator].map(({ password }) => password).filter((password) => password !== '')
  // In JSON some characters are written in another way.
  const forms = [...new Set(passwords.flatMap((password) => [password, JSON.stringify(password).slice(1, -1)]))]
  return (text) => forms.reduce((masked, form) => masked.replaceAll(form, '***'), text)
}
