import { type ClientOptions, WebSocket } from 'ws'

/** An event of the bus as it came: the tests look at its message. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the wire brings.
export type BusEvent = { readonly channel: string; readonly topic: string; readonly subtopic: string; readonly message: any }

/** A client of the bus with the events it got. */
export type BusClient = {
  readonly socket: WebSocket
  send(topic: string, subtopic: string, data?: unknown): void
  /** The next event, or undefined when the socket closed before. */
  next(): Promise<BusEvent | undefined>
  /** The message of the first event with this name from here on; what comes before it is dropped. */
  message(name: string): Promise<BusEvent['message']>
  /** Sends a request that is always answered, and gives the names of what came before the answer. */
  settled(): Promise<readonly string[]>
  /** The close code. */
  readonly closed: Promise<number>
}

export const nameOf = ({ topic, subtopic }: BusEvent) => `${topic}/${subtopic}`

/** Opens the bus of the server at `url` (`http://…`). */
export function openBus(url: string, options: ClientOptions & { query?: string } = {}): BusClient {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/compat/acqueon/bus${options.query ?? ''}`, options)
  const events: BusEvent[] = []
  const waiting: (() => void)[] = []
  const wake = () => {
    for (const resume of waiting.splice(0)) resume()
  }
  socket.on('message', (data) => {
    events.push(JSON.parse(String(data)))
    wake()
  })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  socket.on('close', wake)
  socket.on('error', wake)
  const next = async () => {
    while (events.length === 0 && socket.readyState <= WebSocket.OPEN) await new Promise<void>((resume) => waiting.push(resume))
    return events.shift()
  }
  const write = (frame: string) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(frame)
    else socket.once('open', () => socket.send(frame))
  }
  const client: BusClient = {
    socket,
    closed,
    next,
    send: (topic, subtopic, data) =>
      write(JSON.stringify({ channel: 'Cisco', topic, subtopic, source: 'test', ...(data !== undefined && { data }) })),
    async message(name) {
      for (;;) {
        const event = await next()
        if (event === undefined) throw new Error(`the socket closed before ${name}`)
        if (nameOf(event) === name) return event.message
      }
    },
    async settled() {
      const names: string[] = []
      client.send('Registration', 'Register')
      for (;;) {
        const event = await next()
        if (event === undefined) return [...names, 'closed']
        if (nameOf(event) === 'Registration/Registered') return names
        names.push(nameOf(event))
      }
    },
  }
  return client
}
