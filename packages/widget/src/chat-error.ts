/** What a method of the element throws. `message` is for people and stable; `code` is for programs. */
export class ChatError extends Error {
  readonly code: string
  /** Of the answer; 0 when nobody answered. */
  readonly status: number
  constructor(code: string, message: string, status = 0) {
    super(message)
    this.name = 'ChatError'
    this.code = code
    this.status = status
  }
}

/** Nobody answered. */
export function unreachable(): ChatError {
  return new ChatError('network.unreachable', 'Chat is unreachable')
}

/** Another login or a logout came while something was under way. */
export function overtaken(): ChatError {
  return new ChatError('chat.overtaken', 'Another login or logout came in between', 409)
}

/** Whether trying again later may help: the line, or a server that is busy or at fault; a judgement stays. */
export function mayPass(error: unknown): boolean {
  return !(error instanceof ChatError) || error.status === 0 || error.status === 429 || error.status >= 500
}

/** The error for a problem document (RFC 9457), or for an answer that is none. */
export function parseProblem(status: number, body: unknown): ChatError {
  const { code, title, facts } = isRecord(body) ? body : {}
  if (typeof code !== 'string' || typeof title !== 'string')
    return new ChatError('server.internal', `Chat answered ${status}`, status)
  const claim = isRecord(facts) && typeof facts.claim === 'string' ? facts.claim : null
  // The published message names the claim: `Token is missing claim: email`.
  const message = claim === null || title.includes(`: ${claim}`) ? title : `${title}: ${claim}`
  return new ChatError(code, message, status)
}

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
