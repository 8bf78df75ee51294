import { once } from 'node:events'
import { WebSocket } from 'ws'
import { type Account, Deviation, type Target } from './case.ts'
import { expectSame, member } from './expect.ts'

/** An event of the bus, as it came. */
export type BusEvent = { readonly name: string; readonly channel: unknown; readonly message: unknown }

/** A client of the bus. */
export type Wire = {
  /** Sends a request: `<topic>/<subtopic>`. */
  publish(name: string, data?: object): void
  /** Sends a frame as it is. */
  send(frame: string): void
  /** The next event; the line must not be closed before. */
  next(): Promise<BusEvent>
  /** The message of the next event with one of these names; what comes before it is passed over. */
  message(...names: readonly string[]): Promise<unknown>
  close(): void
}

/** The events that follow a sign-in, in the order of the document. */
export const fifteen = [
  ...['OpenConnection', 'SetConnectionStatus', 'SetAgentState', 'Login', 'GetAppState', 'CallsStateChange', 'SetMRDList'],
  ...['GetMedia', 'SetSystemInfo', 'SetMappedMRD', 'Map', 'SetLogOutReasonCodes', 'SetNotReadyReasonCodes'],
  ...['SetPhoneBook', 'SetWrapupCode'],
]

/** Opens the bus, without registering. */
export async function open({ url }: Target): Promise<Wire> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/compat/acqueon/bus`)
  const events: BusEvent[] = []
  let wake = () => {}
  socket.on('message', (data) => {
    const event: unknown = JSON.parse(String(data))
    const name = `${String(member(event, 'topic'))}/${String(member(event, 'subtopic'))}`
    events.push({ name, channel: member(event, 'channel'), message: member(event, 'message') })
    wake()
  })
  await once(socket, 'open')
  socket.on('error', () => undefined)
  socket.on('close', () => wake())

  async function next(): Promise<BusEvent> {
    for (;;) {
      const event = events.shift()
      if (event !== undefined) return event
      if (socket.readyState !== WebSocket.OPEN) throw new Deviation('the line', 'an event', 'its end')
      await new Promise<void>((resume) => {
        wake = resume
      })
    }
  }
  const send = (frame: string) => socket.send(frame)
  return {
    send,
    next,
    publish(name, data) {
      const [topic, subtopic] = name.split('/')
      send(JSON.stringify({ channel: 'Cisco', topic, subtopic, source: 'conformance', ...(data && { data }) }))
    },
    async message(...names) {
      for (;;) {
        const event = await next()
        if (names.includes(event.name)) return event.message
      }
    },
    close: () => socket.close(),
  }
}

/** Opens the bus and registers. */
export async function register(target: Target, data?: object): Promise<Wire> {
  const wire = await open(target)
  wire.publish('Registration/Register', data)
  const answer = await wire.next()
  expectSame('the registration', ['Registration/Registered', 'Cisco'], [answer.name, answer.channel])
  return wire
}

/** Asks for a sign-in; what follows, up to the last of the fifteen events or the failure. */
export async function signIn(wire: Wire, { tenant, username, password, extension }: Account): Promise<readonly BusEvent[]> {
  wire.publish('Agent/SetUserInfo', { username: `${tenant}\\${username}`, password, extension })
  const events: BusEvent[] = []
  for (;;) {
    const event = await wire.next()
    events.push(event)
    if (event.name === 'Agent/SetWrapupCode' || event.name === 'Agent/LoginFailed') return events
    if (event.name.startsWith('Error/')) throw new Deviation('signing in', 'Agent/SetWrapupCode', event)
  }
}

/** The message of one of the events. */
export function messageOf(events: readonly BusEvent[], name: string): unknown {
  const found = events.find((event) => event.name === name)
  if (found === undefined)
    throw new Deviation(
      'the events',
      name,
      events.map((event) => event.name),
    )
  return found.message
}

/** The code of a reason for not ready that the lists offer: a server may insist on one. */
export function reasonIn(events: readonly BusEvent[]): string {
  const codes = messageOf(events, 'Agent/SetNotReadyReasonCodes')
  return String(member(Array.isArray(codes) ? codes[0] : undefined, 'code'))
}

/** Signs in for a while: signs out again, whatever happens. */
export async function withSession(
  target: Target,
  account: Account,
  use: (wire: Wire, events: readonly BusEvent[]) => Promise<void>,
): Promise<void> {
  const wire = await register(target)
  const events = await signIn(wire, account)
  expectSame(`signing ${account.username} in`, 'Agent/SetWrapupCode', events.at(-1)?.name)
  try {
    await use(wire, events)
  } finally {
    await signOut(wire, reasonIn(events))
  }
}

/** Not ready, and out; on a line that is closed or signed out already nothing is done. */
export async function signOut(wire: Wire, reason: string): Promise<void> {
  wire.publish('Agent/SetNotReadyState', { ReasonCodeId: reason })
  wire.publish('Connection/Logout')
  try {
    await untilSignedOut(wire)
  } catch (error) {
    if (!(error instanceof Deviation)) throw error
  }
  wire.close()
}

async function untilSignedOut(wire: Wire): Promise<void> {
  for (;;) {
    const { name, message } = await wire.next()
    const isOut = name === 'Agent/Login' && member(message, 'loginState') !== 'LoggedIn'
    if (isOut || name === 'Error/NotSignedIn') return
  }
}
