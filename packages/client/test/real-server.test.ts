import { describe, expect, test } from 'vitest'
import { createHotseat, type Restored } from '../src/index.ts'
import { atEnd, demoPassword, run, startServer } from './real-server.ts'

describe('against the real server', () => {
  test('an agent is READY again after kill -9, in the same session, with nothing asked', async () => {
    const server = await startServer()
    const hotseat = createHotseat({ origin: server.origin })
    atEnd(() => hotseat.close())
    const restored: Restored[] = []
    const offsets: number[] = []
    hotseat.on('restored', (what) => restored.push(what))
    hotseat.on('event', ({ offset }) => offsets.push(offset))
    await hotseat.signIn({ tenant: 'demo', username: 'agent02', password: demoPassword, campaigns: ['inbound-support'] })
    await hotseat.call('setState', { body: { medium: 'voice', state: 'READY' } })
    const before = hotseat.session
    await server.kill()
    await expect.poll(() => hotseat.status.kind).toBe('reconnecting')
    await server.startAgain()
    await expect.poll(() => hotseat.status.kind, { timeout: 15_000 }).toBe('connected')
    expect(hotseat.session?.session.id).toBe(before?.session.id)
    expect(hotseat.session?.agent).toEqual(before?.agent)
    expect(restored).toMatchObject([{ outcome: 'recovered', snapshot: null }])
    expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b))
    await hotseat.signOut()
    expect(hotseat.session).toBeNull()
  })

  test('[SI18] [S-13] strangers block the name, and the device that was here before signs in all the same', async () => {
    const server = await startServer()
    const hotseat = createHotseat({ origin: server.origin })
    atEnd(() => hotseat.close())
    const who = { tenant: 'demo', username: 'agent03' }
    await hotseat.signIn({ ...who, password: demoPassword })
    const stranger = async (password: string) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...who, password }) }
      const answer = await fetch(`${server.origin}/v1/sign-in`, init)
      return ((await answer.json()) as { code?: string }).code
    }
    for (let each = 0; each < 5; each++) expect(await stranger('certainly not this one')).toBe('signIn.credentials')
    expect(await stranger(demoPassword)).toBe('signIn.blocked')
    await hotseat.signIn({ ...who, password: demoPassword })
    expect(hotseat.session?.user.username).toBe('agent03')
  })

  test('the ten lines of the README: sign in, go READY, live through a kill -9', async () => {
    const server = await startServer()
    const example = run('../examples/ten-lines.ts', [], { HOTSEAT_ORIGIN: server.origin })
    await expect.poll(example.output, { timeout: 15_000 }).toContain('voice READY')
    await server.kill()
    await expect.poll(example.output).toContain('connection: reconnecting')
    await server.startAgain()
    await expect.poll(example.output, { timeout: 15_000 }).toContain('ms: recovered')
  })
})
