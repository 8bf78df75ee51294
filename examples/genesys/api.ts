/** Genesys Web Services as an agent desktop calls them. Written from the published documents alone. */

/** An error body: `{statusCode, statusMessage}`. */
export class GenesysError extends Error {
  readonly status: number
  readonly statusCode: number
  constructor(status: number, body: { statusCode: number; statusMessage: string }) {
    super(body.statusMessage)
    this.status = status
    this.statusCode = body.statusCode
  }
}

/** One notification: what it is about, and what is so now. */
export type Notification = {
  readonly channel: string
  readonly data: { readonly messageType: string; readonly [member: string]: unknown }
}

/** The API for one person. A browser would keep the cookie and send the origin by itself. */
export function createApi(origin: string) {
  const session = { cookie: '', csrfHeader: '', csrfToken: '', lastEventId: '' }

  async function call(method: string, path: string, body?: object, more: Record<string, string> = {}) {
    const response = await fetch(`${origin}/api/v2${path}`, {
      method,
      headers: {
        Origin: origin,
        ...(session.cookie && { Cookie: session.cookie }),
        ...(session.csrfHeader && { [session.csrfHeader]: session.csrfToken }),
        ...(body && { 'Content-Type': 'application/json' }),
        ...more,
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    for (const cookie of response.headers.getSetCookie()) session.cookie = cookie.split(';')[0] ?? ''
    session.csrfHeader = response.headers.get('X-CSRF-HEADER') ?? session.csrfHeader
    session.csrfToken = response.headers.get('X-CSRF-TOKEN') ?? session.csrfToken
    const answer = JSON.parse(await response.text())
    if (!response.ok) throw new GenesysError(response.status, answer)
    return answer
  }

  return {
    /** Signs in. The password is sent this once: from then on the cookie speaks. */
    async signIn(user: string, password: string) {
      const Authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
      return (await call('GET', '/me', undefined, { Authorization, 'X-Support-CSRFP': 'True' })).user
    },
    me: async (subresources: string) => (await call('GET', `/me?subresources=${subresources}`)).user,
    start: (channels: readonly string[], place?: string) =>
      call('POST', '/me', { operationName: 'StartContactCenterSession', channels, ...(place && { place }) }),
    end: () => call('POST', '/me', { operationName: 'EndContactCenterSession' }),
    setState: (channel: string, operationName: string) => call('POST', `/me/channels/${channel}`, { operationName }),

    /** Reads the notifications until the line breaks, from where the last line broke; throws when the session is over. */
    async listen(onNotification: (notification: Notification) => void, signal: AbortSignal): Promise<void> {
      const headers = { Origin: origin, Cookie: session.cookie, 'Last-Event-ID': session.lastEventId }
      const response = await fetch(`${origin}/api/v2/notifications`, { headers, signal })
      if (!response.ok) throw new GenesysError(response.status, JSON.parse(await response.text()))
      let text = ''
      for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const events = (text + part).split('\n\n')
        text = events.pop() ?? ''
        for (const event of events) read(event.split('\n'))
      }

      function read(lines: readonly string[]): void {
        for (const line of lines) if (line.startsWith('id: ')) session.lastEventId = line.slice(4)
        for (const line of lines) if (line.startsWith('data: ')) onNotification(JSON.parse(line.slice(6)))
      }
    },
  }
}
