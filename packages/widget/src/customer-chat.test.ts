import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Weather } from './testing/fake-server.ts'
import { createShelf, settled } from './testing/fake-world.ts'
import { codeOf, createRig, textsOf, tokenOf } from './testing/rig.ts'

describe('[S-51] who signs in', () => {
  test('[CW4] sees nothing of who was here before, although the page asks late', async () => {
    const { clock, server, page } = createRig()
    const mia = page()
    await mia.chat.login(tokenOf('mia'))
    mia.chat.say('the secret of Mia')
    await clock.advance(2_000)
    mia.chat.stop()
    const tom = page()
    await clock.advance(900)
    await tom.chat.login(tokenOf('tom'))
    await clock.advance(60_000)
    expect(tom.shown.flatMap(textsOf)).toEqual([])
    expect([...server.sessions.values()]).toEqual(['tom'])
  })

  test('[CW4] a page that takes long to fetch its token shows nothing of the former customer meanwhile', async () => {
    const { clock, page } = createRig()
    const mia = page()
    await mia.chat.login(tokenOf('mia'))
    mia.chat.say('the secret of Mia')
    await clock.advance(2_000)
    mia.chat.stop()
    const next = page()
    await clock.advance(60_000)
    expect(next.shown.flatMap(textsOf)).toEqual([])
    expect(next.shown.some(({ presence }) => presence.kind === 'signedIn')).toBe(false)
    await next.chat.login(tokenOf('mia'))
    expect(textsOf(next.chat.state)).toEqual(['the secret of Mia'])
  })

  test('[CW4] a page that signs nobody in goes on with the guest who is here', async () => {
    const { clock, page } = createRig()
    const first = page()
    await first.chat.enterAnonymously('Gerda')
    first.chat.say('hello')
    await clock.advance(2_000)
    first.chat.stop()
    const second = page()
    await clock.advance(1_500)
    expect(textsOf(second.chat.state)).toEqual(['hello'])
  })

  test('[CW4] of two logins at once the later one counts, and the session of the other is ended', async () => {
    const { clock, server, page } = createRig()
    const { chat, shown } = page()
    const release = server.hold('login')
    const first = codeOf(chat.login(tokenOf('mia')))
    const second = codeOf(chat.login(tokenOf('tom')))
    await settled()
    release()
    expect([await first, await second]).toEqual(['chat.overtaken', 'ok'])
    await clock.advance(1_000)
    expect([...server.sessions.values()]).toEqual(['tom'])
    expect(shown.some(({ presence }) => presence.kind === 'signedIn' && presence.customer.id === 'mia')).toBe(false)
  })

  test('[CW1] a second login with the token that is on its way joins the first; after a logout it is one of its own', async () => {
    const { server, page } = createRig()
    const { chat } = page()
    const asked = () => server.log.filter((path) => path === 'login').length
    const release = server.hold('login')
    const both = [codeOf(chat.login(tokenOf('mia'))), codeOf(chat.login(tokenOf('mia')))]
    await settled()
    expect(asked()).toBe(1)
    release()
    expect(await Promise.all(both)).toEqual(['ok', 'ok'])
    const releaseAgain = server.hold('login')
    const first = codeOf(chat.login(tokenOf('mia')))
    await chat.logout()
    const second = codeOf(chat.login(tokenOf('mia')))
    await settled()
    releaseAgain()
    expect([await first, await second, asked()]).toEqual(['chat.overtaken', 'ok', 3])
  })

  test('[CW14] a logout overtakes the login that is under way', async () => {
    const { clock, server, site, page } = createRig()
    const { chat } = page()
    const release = server.hold('login')
    const login = codeOf(chat.login(tokenOf('mia')))
    await settled()
    await chat.logout()
    release()
    expect(await login).toBe('chat.overtaken')
    await clock.advance(1_000)
    expect([server.sessions.size, chat.state.presence.kind, site.read('hotseat-chat https://chat.example demo support')]).toEqual(
      [0, 'signedOut', null],
    )
  })

  test('[CW14] a logout takes a kept session out of the browser that is over already, and so does the next visit', async () => {
    const { clock, site, page } = createRig(60_000)
    const kept = () => site.read('hotseat-chat https://chat.example demo support')
    for (const end of ['logout', 'visit'] as const) {
      const mia = page()
      await mia.chat.login(tokenOf('mia'))
      mia.chat.stop()
      expect(kept()).toContain('mia@shop.example')
      const next = page()
      await clock.advance(61_000)
      if (end === 'logout') await next.chat.logout()
      else page()
      expect(kept()).toBe(null)
    }
  })

  test('[CW4] a refused login of somebody else ends who was here; one of the same customer leaves them', async () => {
    const { clock, server, page } = createRig()
    const { chat } = page()
    await chat.login(tokenOf('mia'))
    server.setWeather(() => 'lost')
    expect(await codeOf(chat.login(tokenOf('mia')))).toBe('network.unreachable')
    server.setWeather(() => 'fair')
    await clock.advance(1_000)
    expect([chat.state.presence.kind, server.sessions.size]).toEqual(['signedIn', 1])
    expect(await codeOf(chat.login('no token'))).toBe('chatToken.malformed')
    await clock.advance(1_000)
    expect([chat.state.presence.kind, server.sessions.size]).toEqual(['signedOut', 0])
  })

  test('[CW5] [CW6] the same customer in two tabs: each login is taken over by the other tab', async () => {
    const { clock, page } = createRig()
    const [first, second] = [page(), page()]
    await first.chat.login(tokenOf('mia'))
    await second.chat.login(tokenOf('mia'))
    first.chat.say('from the first')
    second.chat.say('from the second')
    await clock.advance(5_000)
    for (const { chat } of [first, second]) expect(textsOf(chat.state).toSorted()).toEqual(['from the first', 'from the second'])
    await second.chat.logout()
    await clock.advance(1_000)
    expect(first.chat.state.presence).toEqual({ kind: 'signedOut', code: 'chat.otherTab' })
  })
})

test('[S-51] [CW6] a guest who was frozen while another came is signed out, and the other is left alone', async () => {
  const { clock, server, page } = createRig()
  const [first, second] = [page(), page()]
  await first.chat.enterAnonymously('Gerda')
  first.chat.say('the secret of Gerda')
  await clock.advance(2_000)
  first.world.freeze(true)
  server.cutLines()
  await second.chat.enterAnonymously('Heinz')
  first.world.freeze(false)
  second.chat.say('the secret of Heinz')
  await clock.advance(10_000)
  expect(first.chat.state.presence).toEqual({ kind: 'signedOut', code: 'chat.otherTab' })
  expect(first.shown.flatMap(textsOf)).not.toContain('the secret of Heinz')
  expect(textsOf(second.chat.state)).toEqual(['the secret of Heinz'])
  expect([...server.sessions.values()]).toEqual(['Heinz'])
})

describe('[CW18] a guest, whom no page can name again,', () => {
  const minute = 60_000
  const shelfKey = 'hotseat-chat https://chat.example demo support'
  const begin = async () => {
    const rig = createRig(60 * minute)
    const one = rig.page()
    await one.chat.enterAnonymously('Gerda')
    one.chat.say('hello')
    await rig.clock.advance(1_000)
    const renewals = () => rig.server.log.filter((path) => path === 'anonymous').length - 1
    return { ...rig, one, renewals }
  }

  test('is gone on with in a new token five minutes before the session is over, again and again, and the page is not asked', async () => {
    const { clock, server, one, renewals } = await begin()
    await clock.advance(54 * minute)
    expect(renewals()).toBe(0)
    await clock.advance(minute)
    expect(renewals()).toBe(1)
    await clock.advance(10 * 60 * minute)
    one.chat.say('still here')
    await clock.advance(1_000)
    expect(server.said('Gerda')).toEqual(['hello', 'still here'])
    expect([one.chat.state.presence.kind, one.asked(), server.sessions.size]).toEqual(['signedIn', 0, 1])
  })

  test('is so through an outage and lost answers, as long as the old token is answered', async () => {
    const { clock, server, one, renewals } = await begin()
    let requests = 0
    server.setWeather(() => (++requests < 8 ? 'lost' : 'fair'))
    await clock.advance(58 * minute)
    expect(renewals()).toBe(1)
    one.chat.say('still here')
    await clock.advance(60 * minute)
    expect(server.said('Gerda')).toEqual(['hello', 'still here'])
  })

  test('[CU1] is never mistaken for the new one whom the server makes of a token that it knows no more', async () => {
    const { clock, server, site, one, renewals } = await begin()
    server.sessions.clear()
    await clock.advance(56 * minute)
    expect([renewals(), [...server.sessions.values()]]).toEqual([1, []])
    one.chat.say('still here')
    await clock.advance(5_000)
    expect([one.chat.state.presence.kind, site.read(shelfKey), server.said('Gerda')]).toEqual(['signedOut', null, ['hello']])
  })

  test('[CW14] is not brought back where they sign out while it is under way, and goes on where only the element left the page', async () => {
    for (const end of ['logout', 'stop'] as const) {
      const { clock, server, site, one } = await begin()
      const release = server.hold('anonymous')
      await clock.advance(55 * minute)
      await one.chat[end]()
      release()
      await clock.advance(2_000)
      const isKept = site.read(shelfKey) !== null
      expect([end, [...server.sessions.values()], isKept]).toEqual([end, end === 'stop' ? ['Gerda'] : [], end === 'stop'])
      await clock.advance(120 * minute)
      expect(server.log.filter((path) => path === 'anonymous').length).toBe(2)
    }
  })

  test('[CW6] is the same in all tabs, also in one that was frozen meanwhile', async () => {
    const { clock, server, page, one } = await begin()
    const other = page()
    await clock.advance(2_000)
    other.world.freeze(true)
    await clock.advance(57 * minute)
    other.world.freeze(false)
    for (const { chat } of [one, other]) chat.say('still here')
    await clock.advance(5_000)
    for (const { chat } of [one, other]) expect(textsOf(chat.state)).toEqual(['hello', 'still here', 'still here'])
    expect(server.said('Gerda').length).toBe(3)
  })
})

test('[CW9] what arrives while the page is hidden is delivered, and read when it is seen', async () => {
  const { clock, server, page } = createRig()
  const { chat, world } = page()
  await chat.login(tokenOf('mia'))
  chat.open()
  world.see(false)
  server.answer('mia', 'Are you there?')
  await clock.advance(1_000)
  const marks = () => chat.state.threads[0]?.conversation.customerMarks
  expect(marks()).toEqual({ delivered: 1, read: 0 })
  world.see(true)
  await clock.advance(1_000)
  expect(marks()).toEqual({ delivered: 1, read: 1 })
})

test('[CW3] pasted control characters do not keep a message from being sent', async () => {
  const { clock, server, page } = createRig()
  const { chat } = page()
  await chat.login(tokenOf('mia'))
  await clock.advance(1_000)
  for (const text of ['one\u000btwo\u0000', '\u0007']) chat.say(text)
  await clock.advance(1_000)
  expect(server.said('mia')).toEqual(['one\ntwo'])
})

test('[CW3] what the server will not have stays, and holds nothing up', async () => {
  const { clock, server, page } = createRig()
  const { chat } = page()
  await chat.login(tokenOf('mia'))
  await clock.advance(1_000)
  for (const text of ['one', 'refuse this', 'two']) chat.say(text)
  await clock.advance(5_000)
  expect([server.said('mia'), chat.state.outbox.map(({ text, isRefused }) => [text, isRefused])]).toEqual([
    ['one', 'two'],
    [['refuse this', true]],
  ])
})

test('[CW3] [CH2] [CH20] whatever the wire loses, and whenever the tab is loaded anew, everything said is there once and in order', async () => {
  const act = fc.oneof(
    { weight: 5, arbitrary: fc.constant('say' as const) },
    { weight: 2, arbitrary: fc.constant('answer' as const) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 30_000 }) },
    fc.constantFrom('cut' as const, 'down' as const, 'up' as const, 'reload' as const, 'login' as const),
  )
  const skies = fc.array(fc.constantFrom<Weather>('fair', 'fair', 'lost', 'answerLost'), { minLength: 1, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), skies, async (acts, sky) => {
      const { clock, server, page } = createRig()
      const tab = createShelf()
      let { chat } = page(tab)
      await chat.login(tokenOf('mia'))
      await clock.advance(2_000)
      let requests = 0
      server.setWeather(() => {
        requests += 1
        return sky[requests % sky.length] ?? 'fair'
      })
      const wanted: string[] = []
      for (const one of acts) {
        if (one === 'say') {
          // There is nowhere to write while nobody is signed in.
          if (chat.state.presence.kind !== 'signedIn') continue
          wanted.push(`said ${wanted.length}`)
          chat.say(wanted.at(-1) ?? '')
        } else if (one === 'answer') server.answer('mia', 'an answer')
        else if (one === 'cut') server.cutLines()
        else if (one === 'down' || one === 'up') server.setUp(one === 'up')
        else if (one === 'login') await codeOf(chat.login(tokenOf('mia')))
        else if (one === 'reload') {
          chat.stop()
          ;({ chat } = page(tab))
          server.setUp(true)
          server.setWeather(() => 'fair')
          await chat.login(tokenOf('mia'))
          await clock.advance(60_000)
        } else await clock.advance(one)
      }
      server.setUp(true)
      server.setWeather(() => 'fair')
      await clock.advance(120_000)
      // A login whose answer was lost has cost this page its session; the page logs in again, and nothing is lost.
      if (chat.state.presence.kind === 'signedOut') await chat.login(tokenOf('mia'))
      await clock.advance(10_000)
      const isSaid = (text: string) => text !== 'an answer'
      expect(server.said('mia').filter(isSaid)).toEqual(wanted)
      expect(textsOf(chat.state)).toEqual(server.said('mia'))
      expect([chat.state.outbox, chat.state.connection.kind]).toEqual([[], 'connected'])
      chat.stop()
    }),
    { numRuns: 100 },
  )
})
