/** Somebody who may sign in at the server that is looked at. */
export type Account = {
  readonly tenant: string
  readonly username: string
  readonly password: string
  readonly extension: string
}

/** The server that is looked at: ours or a vendor's. Nothing else of it is known. */
export type Target = {
  /** Its origin, as `http://127.0.0.1:7700`. */
  readonly url: string
  /** Agents; a case uses as many as it needs and leaves them signed out. */
  readonly agents: readonly [Account, Account]
  readonly administrator: Account
  /** A place with several devices, of which one is the ACD position: the one with the second agent's extension. */
  readonly place: string
}

/** What a published API's document says a server does, and a look whether this one does. */
export type ConformanceCase = {
  readonly name: string
  /** `seed`: the document that the adapter is built from; `public`: another public one; `ours`: not public, defined by us. */
  readonly source: 'seed' | 'public' | 'ours'
  /** Longer than the runner's time limit, where the document itself has the client wait. */
  readonly limitMs?: number
  /** Throws `Deviation` when the server does something else, `NotOffered` when it has no such call. */
  readonly look: (target: Target) => Promise<void>
}

/** The server does something else than the document says. */
export class Deviation extends Error {
  readonly what: string
  readonly expected: unknown
  readonly found: unknown
  constructor(what: string, expected: unknown, found: unknown) {
    super(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`)
    this.name = 'Deviation'
    this.what = what
    this.expected = expected
    this.found = found
  }
}

/** The server has no such call. */
export class NotOffered extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'NotOffered'
  }
}
