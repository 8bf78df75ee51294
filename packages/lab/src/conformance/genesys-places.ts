import type { ConformanceCase } from './case.ts'
import { expectAnswer, expectSame, member } from './expect.ts'
import { expectFailure, start, stateOf, type Wire, withSession } from './genesys-wire.ts'

const ok = { statusCode: 0 }
const startAt = (place: string | null, ...channels: readonly string[]) => ({ ...start(...channels), place })

/** The agent's phones, and those of them that a voice session has. */
async function phonesOf(wire: Wire): Promise<{ readonly all: readonly unknown[]; readonly active: readonly unknown[] }> {
  const devices = member((await wire.get('/me?subresources=devices')).body, 'user', 'devices')
  const rows: readonly unknown[] = Array.isArray(devices) ? devices : []
  const numbers = (among: readonly unknown[]) => among.map((device) => member(device, 'phoneNumber'))
  return { all: numbers(rows), active: numbers(rows.filter((device) => member(device, 'deviceState') === 'Active')) }
}

/**
 * Where voice rings. What a place has is its administrator's business and not on this wire, so the rules for places with one
 * device, without an ACD position or with several are looked at in the server's own tests only.
 */
export const genesysPlaces: readonly ConformanceCase[] = [
  {
    name: 'without a place voice starts on one device of the default place',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        const before = await phonesOf(wire)
        expectSame('active before', [], before.active)
        expectSame('the agent’s phone is one of the place’s', true, before.all.includes(target.agents[0].extension))
        expectAnswer('start', await wire.operate('/me', start('voice')), 200, ok)
        expectSame('active after', [target.agents[0].extension], (await phonesOf(wire)).active)
      }),
  },
  {
    name: 'an empty place is none',
    source: 'ours',
    look: async (target) => {
      for (const place of ['', null])
        await withSession(target, target.agents[0], async (wire) => {
          expectAnswer('start', await wire.operate('/me', startAt(place, 'voice')), 200, ok)
          expectSame(`active at ${JSON.stringify(place)}`, [target.agents[0].extension], (await phonesOf(wire)).active)
        })
    },
  },
  {
    name: 'at a place with several devices voice starts on the one ACD position',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        expectAnswer('start', await wire.operate('/me', startAt(target.place, 'voice')), 200, ok)
        const { all, active } = await phonesOf(wire)
        expectSame('several devices', true, all.length > 1)
        expectSame('active', [target.agents[1].extension], active)
      }),
  },
  {
    name: 'a place holds for the session: the next one starts at the default place',
    source: 'public',
    look: async (target) => {
      await withSession(target, target.agents[0], async (wire) => {
        expectAnswer('start', await wire.operate('/me', startAt(target.place, 'voice')), 200, ok)
      })
      await withSession(target, target.agents[0], async (wire) => {
        expectAnswer('start', await wire.operate('/me', start('voice')), 200, ok)
        expectSame('active', [target.agents[0].extension], (await phonesOf(wire)).active)
      })
    },
  },
  {
    name: 'a second start without a place leaves voice where it is',
    source: 'ours',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        await wire.operate('/me', startAt(target.place, 'voice'))
        expectAnswer('start', await wire.operate('/me', start('voice', 'chat')), 200, ok)
        expectSame('active', [target.agents[1].extension], (await phonesOf(wire)).active)
      }),
  },
  {
    name: 'whoever worked at the place is signed out',
    source: 'ours',
    look: async (target) =>
      withSession(target, target.agents[1], async (other) => {
        expectAnswer('start', await other.operate('/me', startAt(target.place, 'voice')), 200, ok)
        await withSession(target, target.agents[0], async (wire) => {
          expectAnswer('start of another', await wire.operate('/me', startAt(target.place, 'voice')), 200, ok)
          expectFailure('GET /me', await other.get('/me'), 403, 20)
        })
      }),
  },
  {
    name: 'voice without a place to ring fails beside a channel that starts',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        const { status, body } = await wire.operate('/me', startAt('no such place', 'voice', 'chat'))
        expectSame('status', [200, 7], [status, member(body, 'statusCode')])
        expectSame('succeeded', [{ statusCode: 0, channel: 'chat' }], member(body, 'succeeded'))
        const [failed, ...others] = member(body, 'failed') as unknown[]
        expectSame(
          'failed',
          ['voice', 'number', 'string', 0],
          [member(failed, 'channel'), typeof member(failed, 'statusCode'), typeof member(failed, 'statusMessage'), others.length],
        )
        for (const [channel, state] of [
          ['voice', 'LoggedOut'],
          ['chat', 'NotReady'],
        ] as const)
          expectSame(channel, state, await stateOf(wire, channel))
        expectSame('active', [], (await phonesOf(wire)).active)
      }),
  },
  {
    name: 'voice alone without a place to ring is a failure and nothing else',
    source: 'public',
    look: async (target) =>
      withSession(target, target.agents[0], async (wire) => {
        expectFailure('start', await wire.operate('/me', startAt('no such place', 'voice')), 404, 6)
        expectSame('voice', 'LoggedOut', await stateOf(wire, 'voice'))
      }),
  },
]
