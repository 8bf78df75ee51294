/** Ameyo's REST API as a client of its auto re-login calls it. Written from the published documents alone. */

/** Who signs in, and where. */
export type Account = {
  readonly origin: string
  readonly userId: string
  readonly password: string
  readonly domain: string
}

/** An error body: `{message, code, info, status}`. */
export class AmeyoError extends Error {
  readonly status: number
  constructor(status: number, body: { message?: string | null; info?: string }) {
    super(body.message ?? body.info ?? `HTTP ${status}`)
    this.status = status
  }
}

/** The API for one person: after `login` every call carries the session's two headers. */
export function createApi({ origin, userId, password, domain }: Account) {
  let headers: Record<string, string> = {}

  const send = (method: string, path: string, body?: object, signal?: AbortSignal) =>
    fetch(`${origin}/ameyorestapi/${path}`, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    })

  async function call(method: string, path: string, body?: object) {
    const response = await send(method, path, body)
    const answer = JSON.parse(await response.text())
    if (!response.ok) throw new AmeyoError(response.status, answer)
    return answer
  }

  return {
    call,
    /** Signs in; `forceLogin` in the place of a session that the same user has. */
    async login(forceLogin: boolean): Promise<string> {
      headers = {}
      const credentials = { userId, token: password, domain, forceLogin, clientType: 'example', requestId: crypto.randomUUID() }
      const { authenticationState, contactCenterId } = await call('POST', 'userLogin/login', credentials)
      const { sessionId, loginProperties } = authenticationState.authPolicyVsUserInfo['auth.type.passwd']
      headers = { sessionId, Authorization: loginProperties.jwt }
      return contactCenterId
    },
    keepAlive: () => call('POST', 'session/keepAliveWithPingPush', { sessionId: headers.sessionId }),
    logout: () => call('POST', 'session/userLogout', { sessionId: headers.sessionId, reason: 'End of shift' }),
    /** Whether the server answers again. */
    async echo(): Promise<boolean> {
      return (await send('GET', 'echo').catch(() => null))?.status === 200
    },
    /** Reads the pushes until the line breaks; the keep-alives decide what that means. */
    async follow(onPush: (push: { pushType: string; data: unknown }) => void, signal: AbortSignal): Promise<void> {
      const { body } = await send('POST', 'pushes?listener-name=example&lastProcessedPush=-1', undefined, signal)
      let text = ''
      for await (const part of body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const lines = (text + part).split('\n')
        text = lines.pop() ?? ''
        for (const line of lines) onPush(JSON.parse(line))
      }
    },
  }
}
