/** Somebody who is signed in through an API, with what its own client would hold. */
export type VendorSession = {
  /** What its client sends with every call. */
  readonly headers: Readonly<Record<string, string>>
  /** Whether the API still takes what it gave at the sign-in. */
  isLive(): Promise<boolean>
  /** The agent's state on the voice medium, in our word for it. */
  state(): Promise<string>
  setState(state: 'READY' | 'NOT_READY'): Promise<void>
  signOut(): Promise<void>
  /** After the server was killed: the same work again, by whatever the API offers. */
  comeBack(): Promise<VendorSession>
  /** Lets go of lines that are open. */
  close(): void
}

/** A client of one API, written from its public document: the native one or a published one. */
export type Vendor = {
  readonly name: string
  /** Signs in, in the place of whoever is signed in as the same agent; null when it is refused. */
  signIn(url: string, username: string, password?: string): Promise<VendorSession | null>
}

/** The document of an answer that must be a success. */
export async function documentOf<T>(answer: Response): Promise<T> {
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${answer.status}: ${text}`)
  return JSON.parse(text) as T
}
