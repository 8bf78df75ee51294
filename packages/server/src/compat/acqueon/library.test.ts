import { createContext, runInContext } from 'node:vm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type AcqueonRig, createAcqueonRig } from '../../../test/acqueon-rig.ts'
import { type BusEvent, nameOf } from '../../../test/bus-client.ts'
import { startServerProcess } from '../../../test/server-process.ts'
import { demoPassword } from '../../demo/seed-demo.ts'

type Filter = { channel?: string; topic?: string; subtopic?: string }
type PubSub = {
  register(channel: string, source: string, options?: { url?: string }): Promise<void>
  publish(request: { topic: string; subtopic: string; data?: unknown }): void
  subscribe(filter: Filter, handler: (event: BusEvent) => void): () => void
  unregister(): void
}

/** Timers that a test runs by hand, so that it need not wait. */
function createTimers() {
  const timers = new Map<number, { run: () => void; delayMs: number }>()
  let next = 1
  return {
    setTimeout(run: () => void, delayMs = 0) {
      timers.set(next, { run, delayMs })
      return next++
    },
    clearTimeout: (id: number) => void timers.delete(id),
    /** Runs what waits for no longer than this. */
    pass(ms: number) {
      for (const [id, { run, delayMs }] of [...timers]) if (delayMs <= ms && timers.delete(id)) run()
    },
  }
}

const libraries: PubSub[] = []
/** The library as the server serves it, in a context that has nothing but a socket, `fetch`, what gives it up, and timers. */
async function load(url: string, timers: object = { setTimeout, clearTimeout }) {
  const answer = await fetch(`${url}/compat/acqueon/pubsub.js`)
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  const sockets: WebSocket[] = []
  class Watched extends WebSocket {
    constructor(address: string) {
      super(address)
      sockets.push(this)
    }
  }
  const context = createContext({ WebSocket: Watched, fetch, AbortController, URL, location: { href: `${url}/desk` }, ...timers })
  runInContext(await answer.text(), context)
  const { PubSub: library } = context as unknown as { PubSub: PubSub }
  libraries.push(library)
  const events: BusEvent[] = []
  library.subscribe({}, (event) => events.push(event))
  /** Waits for an event with this name, newer than the ones that were waited for before. */
  let seen = 0
  const message = async (name: string) => {
    const find = () => events.findIndex((event, at) => at >= seen && nameOf(event) === name)
    await expect.poll(find, { interval: 10 }).not.toBe(-1)
    seen = find() + 1
    return events[seen - 1]?.message
  }
  return { PubSub: library, events, message, sockets, context }
}

let rig: AcqueonRig
beforeEach(async () => {
  rig = await createAcqueonRig()
})
afterEach(async () => {
  for (const library of libraries.splice(0)) library.unregister()
  await rig.close()
})

const signInRequest = {
  ...{ topic: 'Agent', subtopic: 'SetUserInfo' },
  data: { username: 'agent01', password: demoPassword, extension: '5001' },
}

test('[AQ40] [AQ43] registers, publishes and subscribes, where there is no document', async () => {
  const { PubSub, message, events } = await load(rig.url)
  const states: string[] = []
  const stop = PubSub.subscribe({ channel: 'Cisco', topic: 'Agent', subtopic: 'SetAgentState' }, (event) => {
    states.push(event.message.state)
  })
  const others: BusEvent[] = []
  PubSub.subscribe({ topic: 'Call' }, (event) => others.push(event))
  PubSub.subscribe({ channel: 'Amazon' }, (event) => others.push(event))
  // A page does not wait for the registration before it publishes.
  const registered = PubSub.register('Cisco', 'crm')
  PubSub.publish(signInRequest)
  await registered
  await message('Agent/SetWrapupCode')
  PubSub.publish({ topic: 'Agent', subtopic: 'SetReadyState' })
  await expect.poll(() => states).toEqual(['NOT_READY', 'READY'])
  expect(others.map(nameOf)).toEqual(['Call/CallsStateChange'])
  stop()
  PubSub.publish({ topic: 'Agent', subtopic: 'SetNotReadyState', data: { ReasonCodeId: '11' } })
  await message('Agent/SetAgentState')
  await expect.poll(() => events.at(-1) && nameOf(events.at(-1) as BusEvent)).toBe('Media/GetMedia')
  expect(states).toHaveLength(2)
  expect(events.map(nameOf)).not.toContain('Registration/SetSession')
})

test('[AQ40] a handler that throws keeps no other from hearing', async () => {
  const thrown: unknown[] = []
  const timers = {
    clearTimeout,
    setTimeout: (run: () => void, delayMs?: number) =>
      setTimeout(() => {
        try {
          run()
        } catch (error) {
          thrown.push(error)
        }
      }, delayMs),
  }
  const { PubSub } = await load(rig.url, timers)
  const heard: string[] = []
  PubSub.subscribe({}, () => {
    throw new Error('mine')
  })
  PubSub.subscribe({}, (event) => heard.push(nameOf(event)))
  await PubSub.register('Cisco', 'crm')
  expect(heard).toContain('Registration/Registered')
  await expect.poll(() => thrown.length).toBeGreaterThan(0)
})

test('[AQ41] a line that is lost is opened again and signed in, in the same session', async () => {
  const { PubSub, message, sockets } = await load(rig.url)
  await PubSub.register('Cisco', 'crm')
  PubSub.publish(signInRequest)
  await message('Agent/SetWrapupCode')
  PubSub.publish({ topic: 'Agent', subtopic: 'SetReadyState' })
  await message('Agent/SetAgentState')
  const before = (await rig.caller('agent01')).session.id
  sockets[0]?.terminate()
  expect(await message('Connection/SetConnectionStatus')).toEqual({ status: 'disconnected' })
  expect(await message('Connection/SetConnectionStatus')).toEqual({ status: 'connected' })
  expect(await message('Agent/SetAgentState')).toMatchObject({ state: 'READY' })
  expect((await rig.caller('agent01')).session.id).toBe(before)
  expect(sockets).toHaveLength(2)
})

test('[AQ41] an end is told; the line comes back for the next sign-in, without the session', async () => {
  const { PubSub, message } = await load(rig.url)
  await PubSub.register('Cisco', 'crm')
  PubSub.publish(signInRequest)
  await message('Agent/SetWrapupCode')
  const supervisor = await rig.browser('supervisor01')
  await supervisor.get('forceSignOut', { params: { id: 'u-agent01' }, body: {} })
  expect(await message('Agent/Login')).toMatchObject({ loginState: 'LoggedOut', reason: 'bySupervisor' })
  await message('Registration/Registered')
  PubSub.publish(signInRequest)
  expect(await message('Agent/Login')).toMatchObject({ loginState: 'LoggedIn' })
})

test('[AQ41] a line at whose other end nobody answers is given up', async () => {
  const timers = createTimers()
  const { PubSub, message, sockets } = await load(rig.url, timers)
  await PubSub.register('Cisco', 'crm')
  // The sockets' own timers are not these, so that the server answers when it is asked.
  timers.pass(20_000)
  await expect.poll(() => sockets[0]?.bufferedAmount).toBe(0)
  sockets[0]?.pause()
  timers.pass(20_000)
  timers.pass(10_000)
  expect(await message('Connection/SetConnectionStatus')).toEqual({ status: 'disconnected' })
  timers.pass(0)
  await expect
    .poll(() => {
      timers.pass(1_000)
      return sockets.length
    })
    .toBe(2)
  await message('Registration/Registered')
})

test('[AQ42] a request that finds no line for ten seconds is forgotten, and told as not sent', async () => {
  const timers = createTimers()
  const { PubSub, message, events } = await load(rig.url, timers)
  await rig.close()
  void PubSub.register('Cisco', 'crm')
  PubSub.publish(signInRequest)
  timers.pass(10_000)
  expect(await message('Error/NotSent')).toEqual({ request: 'Agent/SetUserInfo' })
  expect(JSON.stringify(events)).not.toContain(demoPassword)
})

test('[AQ41] kill -9 of the server: back in the same state, without a password', async () => {
  const server = await startServerProcess()
  try {
    const { PubSub, message } = await load(server.url)
    await PubSub.register('Cisco', 'crm')
    PubSub.publish(signInRequest)
    await message('Agent/SetWrapupCode')
    PubSub.publish({ topic: 'Agent', subtopic: 'SetReadyState' })
    const { stateChangeTime } = await message('Agent/SetAgentState')
    await server.kill()
    expect(await message('Connection/SetConnectionStatus')).toEqual({ status: 'disconnected' })
    await server.startAgain()
    expect(await message('Connection/SetConnectionStatus')).toEqual({ status: 'connected' })
    expect(await message('Agent/SetAgentState')).toMatchObject({ state: 'READY', stateChangeTime })
    PubSub.unregister()
  } finally {
    await server.dispose()
  }
}, 60_000)
