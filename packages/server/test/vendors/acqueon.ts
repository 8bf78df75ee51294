import { once } from 'node:events'
import { WebSocket } from 'ws'
import { demoPassword } from '../../src/demo/seed-demo.ts'
import type { Vendor, VendorSession } from './vendor.ts'

type BusEvent = { readonly topic: string; readonly subtopic: string; readonly message: unknown }
type AppState = { readonly ctiState?: { readonly agentState?: string } }

/** Acqueon's bus: a WebSocket of envelopes; the credentials again where the line was lost. */
export const acqueon: Vendor = { name: 'acqueon', signIn }

async function signIn(url: string, username: string, password = demoPassword): Promise<VendorSession | null> {
  const bus = await openBus(url)
  const number = Number(/^agent(\d+)$/.exec(username)?.[1])
  // A field that has to be there; who is no agent sits nowhere.
  const extension = number > 0 ? String(5_000 + number) : '0'
  const outcome = await bus.ask('Agent/SetUserInfo', ['Agent/SetWrapupCode', 'Agent/LoginFailed'], {
    username,
    password,
    extension,
  })
  if (outcome?.subtopic !== 'SetWrapupCode') {
    bus.close()
    return null
  }
  const readState = () => bus.ask('General/GetAppState', ['General/GetAppState', 'Error/NotSignedIn'])
  const session: VendorSession = {
    headers: {},
    isLive: async () => (await readState())?.subtopic === 'GetAppState',
    async state() {
      const { ctiState } = ((await readState())?.message ?? {}) as AppState
      return ctiState?.agentState ?? ''
    },
    async setState(state) {
      const [name, data] = state === 'READY' ? ['SetReadyState'] : ['SetNotReadyState', { ReasonCodeId: '11' }]
      await bus.ask(`Agent/${name}`, ['Agent/SetAgentState'], data)
    },
    async signOut() {
      if ((await session.state()) === 'READY') await session.setState('NOT_READY')
      await bus.ask('Connection/Logout', ['Agent/Login'], { ReasonCodeId: '28' })
    },
    async comeBack() {
      const again = await signIn(url, username, password)
      if (again === null) throw new Error('the same credentials were refused')
      return again
    },
    close: bus.close,
  }
  return session
}

/** A registered line. `ask` waits for one of the named events; undefined when the line is closed before, or was. */
async function openBus(url: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/compat/acqueon/bus`)
  const events: BusEvent[] = []
  let wake = () => {}
  socket.on('error', () => undefined)
  socket.on('close', () => wake())
  socket.on('message', (text) => {
    events.push(JSON.parse(String(text)))
    wake()
  })
  await once(socket, 'open')

  async function next(): Promise<BusEvent | undefined> {
    while (events.length === 0 && socket.readyState === WebSocket.OPEN) await new Promise<void>((resume) => (wake = resume))
    return events.shift()
  }
  async function ask(name: string, answers: readonly string[], data?: unknown): Promise<BusEvent | undefined> {
    const [topic, subtopic] = name.split('/')
    // What came unasked is not the answer.
    events.length = 0
    if (socket.readyState === WebSocket.OPEN)
      socket.send(JSON.stringify({ channel: 'Cisco', topic, subtopic, source: 'test', data }))
    for (;;) {
      const event = await next()
      if (event === undefined || answers.includes(`${event.topic}/${event.subtopic}`)) return event
    }
  }
  await ask('Registration/Register', ['Registration/Registered'])
  return { ask, close: () => socket.terminate() }
}
