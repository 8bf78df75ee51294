import { describe, expect, test } from 'vitest'
import { createRig, tokenOf } from './testing/rig.ts'

describe('[CW7] the page is asked for a fresh token', () => {
  const minute = 60_000

  test('five minutes before the session is over, once, and again for the next', async () => {
    const { clock, page } = createRig(60 * minute)
    const { chat, asked } = page()
    await chat.login(tokenOf('mia'))
    await clock.advance(55 * minute - 1)
    expect(asked()).toBe(0)
    await clock.advance(1)
    expect(asked()).toBe(1)
    await chat.login(tokenOf('mia'))
    await clock.advance(54 * minute)
    expect(asked()).toBe(1)
    await clock.advance(minute)
    expect(asked()).toBe(2)
  })

  test.each([24, -24])('at the same time where the clock of the page is %i hours wrong', async (hours) => {
    const { clock, page } = createRig(60 * minute, hours * 60 * minute)
    const { chat, asked } = page()
    await chat.login(tokenOf('mia'))
    await clock.advance(55 * minute - 1)
    expect(asked()).toBe(0)
    await clock.advance(1)
    expect(asked()).toBe(1)
  })

  test('never more than once a minute, however short the sessions are', async () => {
    const { clock, page } = createRig(2_000)
    const { chat, asked } = page()
    for (let second = 0; second < 180; second += 1) {
      await chat.login(tokenOf('mia'))
      await clock.advance(1_000)
    }
    expect(asked()).toBe(3)
  })

  test('of a short session when half of it is left, and never after a logout', async () => {
    const { clock, page } = createRig(6 * minute)
    const { chat, asked } = page()
    await chat.login(tokenOf('mia'))
    await clock.advance(3 * minute)
    expect(asked()).toBe(1)
    await chat.login(tokenOf('mia'))
    await chat.logout()
    await clock.advance(10 * minute)
    expect(asked()).toBe(1)
  })
})
