import { type Refusal, refusals } from '@hotseat/core'
import { type Config, parseConfig } from '../config.ts'
import { keepAligned } from '../keep-aligned.ts'
import { createPasswordHasher } from '../passwords.ts'
import type { PasswordHasher } from '../ports.ts'
import { realWorld, type World } from '../real-world.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'

/** A command that cannot be done, with a sentence for the person who typed it. */
export class CommandFailed extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'CommandFailed'
  }
}

/** The sentence of a refusal, with the option at fault. */
export function failWith({ code, field }: Refusal): never {
  throw new CommandFailed(`${refusals[code].title}${field ? ` (--${field})` : ''}`)
}

/** What a command works with. */
export type Session = World & { readonly config: Config; readonly store: Store; readonly hasher: PasswordHasher }

/** Runs a command on the store that the environment names; a server may be running on it meanwhile. */
export async function withStore<T>(
  environment: Readonly<Record<string, string | undefined>>,
  command: (session: Session) => Promise<T>,
): Promise<T> {
  const config = parseConfig(environment)
  const store = await openStore({ database: config.database, clock: realWorld.clock, onFault: () => undefined })
  const stopAligning = await keepAligned(realWorld.clock, store, () => undefined)
  try {
    return await command({ ...realWorld, config, store, hasher: createPasswordHasher(realWorld) })
  } finally {
    stopAligning()
    await store.close()
  }
}
