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

  test('[S-14] ten clients, the password changed elsewhere, the server killed: all are signed out, and none comes back', async () => {
    const server = await startServer()
    const who = { tenant: 'demo', username: 'supervisor01' }
    const open = async (password = demoPassword) => {
      const hotseat = createHotseat({ origin: server.origin })
      atEnd(() => hotseat.close())
      await hotseat.signIn({ ...who, password })
      return hotseat
    }
    const tabs = await Promise.all(Array.from({ length: 10 }, () => open()))
    const elsewhere = await open()
    await elsewhere.call('changePassword', { body: { current: demoPassword, next: 'quite another horse' } })
    const signedOut = { kind: 'signedOut', code: 'resume.passwordChanged' }
    for (const tab of tabs) await expect.poll(() => tab.status).toEqual(signedOut)
    await server.kill()
    await server.startAgain()
    // Nobody has been blocked by ten clients that tried to come back: none did.
    await open('quite another horse')
    expect(tabs.map(({ status }) => status)).toEqual(tabs.map(() => signedOut))
    const metrics = await (await fetch(`${server.origin}/metrics`)).text()
    expect(metrics).toMatch(/hotseat_sign_ins_total\{outcome="accepted"\} 1\n/)
    expect(metrics).not.toMatch(/hotseat_resumes_total\{outcome="rec|hotseat_sign_ins_total\{outcome="signIn/)
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
