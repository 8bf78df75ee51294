import { type ConformanceCase, Deviation, type Target } from './case.ts'
import { expectSame, member } from './expect.ts'
import { end, notReady, ready, start, type Wire, withSession } from './genesys-wire.ts'

/** An open stream of Server-Sent Events. */
type Stream = { next(): Promise<{ readonly id: string; readonly message: unknown } | null>; close(): Promise<void> }

async function listen({ url }: Target, wire: Wire, lastEventId?: string): Promise<Stream> {
  const headers = { origin: url, cookie: wire.cookie(), accept: 'text/event-stream' }
  const response = await fetch(`${url}/api/v2/notifications`, {
    headers: lastEventId === undefined ? headers : { ...headers, 'last-event-id': lastEventId },
  })
  expectSame('GET /notifications', 200, response.status)
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let id = ''
  return {
    async next() {
      for (;;) {
        const at = text.indexOf('\n\n')
        if (at < 0) {
          const read = await reader?.read()
          if (!read || read.done) return null
          text += decoder.decode(read.value, { stream: true })
          continue
        }
        const lines = text.slice(0, at).split('\n')
        text = text.slice(at + 2)
        id = lines.find((line) => line.startsWith('id: '))?.slice(4) ?? id
        const data = lines.find((line) => line.startsWith('data: '))?.slice(6)
        if (data !== undefined) return { id, message: JSON.parse(data) }
      }
    },
    close: async () => void (await reader?.cancel()),
  }
}

/** The next message of a type. */
async function nextOf(stream: Stream, messageType: string) {
  for (;;) {
    const told = await stream.next()
    if (told === null) throw new Deviation('the stream', messageType, 'its end')
    if (member(told.message, 'data', 'messageType') === messageType) return told
  }
}

const deviceState = (message: unknown) => {
  const [device] = member(message, 'data', 'devices') as unknown[]
  return [member(message, 'channel'), member(device, 'userState', 'state')]
}

/** Notifications of changes: the messages are the vendor's, the transport is ours. */
export const genesysNotifications: readonly ConformanceCase[] = [
  {
    name: 'a change of state is notified with the device',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        await wire.operate('/me', start('voice'))
        const stream = await listen(target, wire)
        await wire.operate('/me/channels/voice', ready)
        const { message } = await nextOf(stream, 'DeviceStateChangeMessage')
        expectSame('the message', ['/v2/me/devices', 'Ready'], deviceState(message))
        await stream.close()
      }),
  },
  {
    name: 'Last-Event-ID brings what was missed',
    source: 'ours',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        await wire.operate('/me', start('voice'))
        const first = await listen(target, wire)
        await wire.operate('/me/channels/voice', ready)
        const { id } = await nextOf(first, 'DeviceStateChangeMessage')
        await first.close()
        await wire.operate('/me/channels/voice', notReady)
        const second = await listen(target, wire, id)
        const { message } = await nextOf(second, 'DeviceStateChangeMessage')
        expectSame('the message', ['/v2/me/devices', 'NotReady'], deviceState(message))
        await second.close()
      }),
  },
  {
    name: 'the end of the session ends the stream',
    source: 'ours',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        const stream = await listen(target, wire)
        await wire.operate('/me', end)
        const { message } = await nextOf(stream, 'SessionEndedMessage')
        expectSame('reason', 'signedOut', member(message, 'data', 'reason'))
        expectSame('the end', null, await stream.next())
      }),
  },
]
