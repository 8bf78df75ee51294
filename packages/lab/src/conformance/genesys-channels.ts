import type { ConformanceCase } from './case.ts'
import { expectAnswer, expectSame, member } from './expect.ts'
import { expectFailure, notReady, ready, start, stateOf, withSession } from './genesys-wire.ts'

const ok = { statusCode: 0 }

/** Starting channels, and states. */
export const genesysChannels: readonly ConformanceCase[] = [
  {
    name: 'before the contact centre session the device is inactive, after it active',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        const device = async () => {
          const [first] = member((await wire.get('/me?subresources=devices')).body, 'user', 'devices') as unknown[]
          return [member(first, 'deviceState'), member(first, 'phoneNumber')]
        }
        expectSame('before', 'Inactive', (await device())[0])
        expectAnswer('start', await wire.operate('/me', start('voice')), 200, ok)
        expectSame('after', ['Active', target.agents[0].extension], await device())
      }),
  },
  {
    name: 'voice and chat start',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        const answer = await wire.operate('/me', start('voice', 'chat'))
        expectAnswer('start', answer, 200, ok)
        expectSame('nothing else', ['statusCode'], Object.keys(Object(answer.body)))
        for (const channel of ['voice', 'chat']) expectSame(channel, 'NotReady', await stateOf(wire, channel))
      }),
  },
  {
    name: 'one channel that fails is told beside those that start',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        const { body, status } = await wire.operate('/me', start('voice', 'no-such-channel'))
        expectSame('status', [200, 7], [status, member(body, 'statusCode')])
        expectSame('succeeded', [{ statusCode: 0, channel: 'voice' }], member(body, 'succeeded'))
        const [failed, ...others] = member(body, 'failed') as unknown[]
        expectSame('failed', [], others)
        expectSame('members', ['channel', 'statusCode', 'statusMessage'], Object.keys(Object(failed)).toSorted())
        expectSame('channel', 'no-such-channel', member(failed, 'channel'))
      }),
  },
  {
    name: 'when all fail the answer is one channel’s status and nothing else',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        expectFailure('start', await wire.operate('/me', start('no-such-channel')), 404, 6)
      }),
  },
  {
    name: 'a missing parameter is 1',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        expectFailure('no operation', await wire.operate('/me', {}), 400, 1)
        const noChannels = { operationName: 'StartContactCenterSession' }
        expectFailure('no channels', await wire.operate('/me', noChannels), 400, 1)
      }),
  },
  {
    name: 'Ready and NotReady change the state of a channel',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        await wire.operate('/me', start('voice', 'chat'))
        expectAnswer('Ready', await wire.operate('/me/channels/voice', ready), 200, ok)
        expectSame('voice', 'Ready', await stateOf(wire, 'voice'))
        expectSame('chat', 'NotReady', await stateOf(wire, 'chat'))
        expectAnswer('NotReady', await wire.operate('/me/channels/voice', notReady), 200, ok)
        expectSame('voice', 'NotReady', await stateOf(wire, 'voice'))
      }),
  },
  {
    name: 'Ready on the person changes every started channel',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        await wire.operate('/me', start('voice', 'chat'))
        expectAnswer('Ready', await wire.operate('/me', ready), 200, ok)
        for (const channel of ['voice', 'chat']) expectSame(channel, 'Ready', await stateOf(wire, channel))
      }),
  },
  {
    name: 'a channel that was not started has no state to change',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        expectFailure('Ready', await wire.operate('/me/channels/voice', ready), 409, 2)
        expectFailure('Ready on none', await wire.operate('/me/channels/no-such-channel', ready), 404, 6)
      }),
  },
]
