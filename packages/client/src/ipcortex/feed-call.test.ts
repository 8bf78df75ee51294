import type { EventData, FeedEvent } from '@hotseat/core'
import { describe, expect, test } from 'vitest'
import { isAbout } from './datasets.ts'
import { parseFeedCall } from './feed-call.ts'

const parse = (...args: readonly unknown[]) => parseFeedCall(args, null)

describe('options of the feed', () => {
  test('[PX44] pingtime is taken to 10 to 999 seconds, and a number may stand in a text', () => {
    const cases: [unknown, number | null][] = [
      [undefined, null],
      [null, null],
      [10, 10_000],
      [999, 999_000],
      [9, 10_000],
      [-3, 10_000],
      [0.5, 10_000],
      [1_000, 999_000],
      [Number.POSITIVE_INFINITY, 999_000],
      ['30', 30_000],
    ]
    for (const [pingtime, pingMs] of cases) expect(parse({ pingtime }).pingMs).toBe(pingMs)
    for (const pingtime of ['', 'often', Number.NaN, {}, true]) {
      expect(() => parse({ pingtime })).toThrow(expect.objectContaining({ code: 'feed.options', errno: 90 }))
    }
  })

  test('[PX44] maxWSRetryTime is 0 for no retry, and null, or longer than timers can wait, without end', () => {
    const cases: [unknown, number | null][] = [
      [undefined, null],
      [null, null],
      [0, 0],
      ['60', 60_000],
      [2_000_000, 2_000_000_000],
      [2_000_001, null],
      [Number.POSITIVE_INFINITY, null],
    ]
    for (const [maxWSRetryTime, maxRetryMs] of cases) expect(parse({ maxWSRetryTime }).maxRetryMs).toBe(maxRetryMs)
    for (const maxWSRetryTime of [-1, 'long', Number.NaN, [], false]) {
      expect(() => parse({ maxWSRetryTime })).toThrow(expect.objectContaining({ code: 'feed.options', errno: 90 }))
    }
  })

  test('[PX44] every part when none is named, else those that are; in either form', () => {
    const all = ['device', 'mailbox', 'queue', 'presence']
    const some = { device: true, queue: 1, presence: false }
    for (const args of [[], [null], [{}], [{ pingtime: 20, errorCB: () => undefined, maxWSRetryTime: null }]]) {
      expect([...parse(...args).datasets]).toEqual(all)
    }
    const callback = () => undefined
    for (const args of [[some], [callback, callback, some], [null, callback, some], [callback, null, some], [null, null, some]]) {
      expect([...parse(...args).datasets]).toEqual(['device', 'queue'])
    }
  })
})

const events: Partial<Record<keyof EventData, string>> = {
  'interaction.offered': 'device',
  'interaction.wrappedUp': 'device',
  'note.saved': 'mailbox',
  'agent.messaged': 'mailbox',
  'agent.campaignsChanged': 'queue',
  'agent.stateChanged': 'presence',
  'agent.lost': 'presence',
  'session.dropped': 'presence',
}
const eventOf = (kind: string, userId: string) => ({ offset: 1, at: 1, by: null, kind, userId, data: {} }) as unknown as FeedEvent

describe('parts of the live data', () => {
  test.each(Object.entries(events))('[PX45] %s belongs to %s, and is told to nobody else', (kind, part) => {
    for (const asked of ['device', 'mailbox', 'queue', 'presence']) {
      expect(isAbout(eventOf(kind, 'other'), parse({ [asked]: true }), 'me')).toBe(asked === part)
    }
    expect(isAbout(eventOf(kind, 'other'), parse(), 'me')).toBe(true)
  })

  test('[PX45] deviceMin keeps calls to one’s own, beside device too; what is no part of any is told to everybody', () => {
    for (const options of [{ deviceMin: true }, { device: true, deviceMin: true }]) {
      expect(isAbout(eventOf('interaction.offered', 'other'), parse(options), 'me')).toBe(false)
      expect(isAbout(eventOf('interaction.offered', 'me'), parse(options), 'me')).toBe(true)
    }
    expect(isAbout(eventOf('agent.stateChanged', 'me'), parse({ deviceMin: true }), 'me')).toBe(false)
    expect(isAbout(eventOf('preference.changed', 'other'), parse({ queue: true }), 'me')).toBe(true)
  })
})
