import type { AnswerOf, OperationName, Operations, SessionDocument } from '@hotseat/protocol'
import type { InputOf } from './hotseat.ts'
import type { Seat } from './seat.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { switchTenant } from './switch-tenant.ts'

type OwnCalls = {
  readonly [N in OperationName]?: (
    seat: Seat,
    input: InputOf<N>,
    request: () => Promise<AnswerOf<Operations[N]>>,
  ) => Promise<AnswerOf<Operations[N]>>
}

/**
 * The calls that say which session this is, or end it: made by `call`, they do to the client what its own methods do, so
 * that no page has to (CA1). `request` is the bare call.
 */
export const ownCalls: OwnCalls = {
  signIn: (seat, { body }, request) => (body.checkOnly === true ? request().then(withoutToken) : signIn(seat, body)),
  async signOut(seat, { body }) {
    await signOut(seat, body)
    return { done: true }
  },
  async switchTenant(seat, _, request) {
    return withoutToken(await switchTenant(seat, request))
  },
  session: (seat, _, request) => adopted(seat, request),
  resume: (seat, _, request) => adopted(seat, request),
}

/** What the server says of this tab's session is how it is now; what it says of another one is only an answer. */
async function adopted<Document extends SessionDocument>(seat: Seat, request: () => Promise<Document>): Promise<Document> {
  const document = await request()
  if (seat.holder.document?.session.id === document.session.id) seat.adopt(document)
  return withoutToken(document)
}

/** The document for a page: the token stays with the client (S-28). */
function withoutToken<Document extends SessionDocument>(document: Document): Document {
  const shown = { ...document }
  delete shown.accessToken
  return shown
}
