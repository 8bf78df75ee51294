import type { Members } from './parse-chat-token.ts'
import { type TokenFault, type TokenRead, tokenFault, tokenRead } from './token-read.ts'

/** The only algorithm there is, whatever a header says (spec CT1). */
export const chatAlgorithm = 'HS256'

/** What they ask for is not done here: extensions, compression, a payload of another form, an encrypted token. */
const notDone = ['crit', 'zip', 'b64', 'enc'] as const
const types: readonly unknown[] = [undefined, 'JWT']

/**
 * Which key a token says it is signed by, null when it says none (S-45, RFC 8725). Where a header points to keys of its own (`jku`,
 * `jwk`, `x5u`) is passed over.
 */
export function readChatHeader(header: Members): TokenRead<{ kid: string | null }> {
  if (header.alg !== chatAlgorithm) return wrongAlgorithm(header.alg)
  const name = notDone.find((each) => header[each] !== undefined)
  if (name !== undefined) return malformed(name)
  // RFC 7519 section 5.1: upper case is usual, any case is right.
  const typ = typeof header.typ === 'string' ? header.typ.toUpperCase() : header.typ
  if (!types.includes(typ)) return malformed('typ')
  const { kid = null } = header
  return kid === null || typeof kid === 'string' ? tokenRead({ kid }) : malformed('kid')
}

function wrongAlgorithm(alg: unknown): TokenFault {
  return tokenFault({ code: 'chatToken.algorithm' }, { code: 'algorithmWrong', alg: JSON.stringify(alg ?? null) })
}

function malformed(name: string): TokenFault {
  return tokenFault({ code: 'chatToken.malformed' }, { code: 'headerMemberWrong', name })
}
