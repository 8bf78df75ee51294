import { demoPassword } from '@hotseat/server/parts'
import type { Account, Target } from './case.ts'

/** Who signs in, as far as the command line says it. */
export type AccountOptions = {
  readonly tenant?: string
  readonly user?: string
  readonly extension?: string
  readonly secondUser?: string
  readonly secondExtension?: string
  readonly administrator?: string
  readonly place?: string
}

/** The variables that hold the passwords: of all, or of one. */
export const passwordVariables = {
  all: 'CONFORMANCE_PASSWORD',
  user: 'CONFORMANCE_USER_PASSWORD',
  secondUser: 'CONFORMANCE_SECOND_USER_PASSWORD',
  administrator: 'CONFORMANCE_ADMINISTRATOR_PASSWORD',
} as const

/** Asks a person for the password of a user; null when there is nobody to ask. */
export type AskPassword = ((username: string) => Promise<string>) | null

/** A password is needed and nothing says which. */
export class NoPassword extends Error {
  constructor(username: string, variable: string) {
    super(`There is no password for ${username}: set ${variable} or ${passwordVariables.all}, or start at a terminal.`)
    this.name = 'NoPassword'
  }
}

/** The accounts of a run: those of the demo data where nothing else is said, and then their password too (spec CS5). */
export async function readAccounts(
  options: AccountOptions,
  environment: Readonly<Record<string, string | undefined>>,
  ask: AskPassword,
): Promise<Omit<Target, 'url'>> {
  const { tenant = 'demo' } = options
  const account = async (
    who: Exclude<keyof typeof passwordVariables, 'all'>,
    demo: string,
    extension: string,
  ): Promise<Account> => {
    const username = options[who] ?? demo
    const isDemo = tenant === 'demo' && username === demo
    const variable = passwordVariables[who]
    const told = environment[variable] || environment[passwordVariables.all] || (isDemo ? demoPassword : undefined)
    if (told === undefined && ask === null) throw new NoPassword(username, variable)
    return { tenant, username, password: told ?? (await ask?.(username)) ?? '', extension }
  }
  const first = await account('user', 'agent01', options.extension ?? '5001')
  const second = await account('secondUser', 'agent02', options.secondExtension ?? '5002')
  const administrator = await account('administrator', 'admin01', '')
  return { agents: [first, second], administrator, place: options.place ?? 'desk-02' }
}
