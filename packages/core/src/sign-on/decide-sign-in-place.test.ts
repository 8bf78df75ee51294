import { describe, expect, it } from 'vitest'
import { decideSignInPlace, type LiveSession, ownApplication, type SignInSituation } from './decide-sign-in-place.ts'

const desk = { application: ownApplication }
const here: LiveSession = { id: 's1', userId: 'anna', subId: '', browserId: 'b1', deviceId: 'd1', startedAt: 500, ...desk }
const alone: SignInSituation = {
  userId: 'anna',
  role: 'executive',
  subId: '',
  browserId: 'b1',
  deviceId: 'd1',
  ...desk,
  takeOver: false,
  own: [],
  seat: null,
  occupant: null,
}

describe('where someone signs in', () => {
  it('[SO20] nothing is live: a new session', () => {
    expect(decideSignInPlace(alone)).toEqual({ ok: true, value: { sessionId: null, ends: [] } })
  })

  it('[SO21] the same browser and tab goes on in the same session', () => {
    expect(decideSignInPlace({ ...alone, own: [here] })).toMatchObject({ value: { sessionId: 's1', ends: [] } })
  })

  it('[SO21] a client without a cookie is known by its device key', () => {
    const node = { ...here, browserId: null }
    expect(decideSignInPlace({ ...alone, browserId: null, own: [node] })).toMatchObject({ value: { sessionId: 's1' } })
    const keyless = { ...node, deviceId: null }
    expect(decideSignInPlace({ ...alone, browserId: null, deviceId: null, own: [keyless] }).ok).toBe(false)
  })

  it('[SO21] a browser and a client without a cookie are two places, whatever the key', () => {
    const bearer = { ...here, browserId: null }
    expect(decideSignInPlace({ ...alone, own: [bearer] }).ok).toBe(false)
    expect(decideSignInPlace({ ...alone, browserId: null, own: [here] }).ok).toBe(false)
  })

  it('[SO22] an isolated tab of the same browser has a session of its own', () => {
    expect(decideSignInPlace({ ...alone, subId: 'tab', own: [here] })).toEqual({ ok: true, value: { sessionId: null, ends: [] } })
  })

  it('[SO23] an agent at work elsewhere is told where and since when', () => {
    const seat = { extension: '5001', place: 'desk-01' }
    expect(decideSignInPlace({ ...alone, browserId: 'b2', own: [here], seat })).toEqual({
      ok: false,
      refusal: { code: 'signIn.elsewhere', facts: { extension: '5001', place: 'desk-01', since: 500 } },
    })
  })

  it('[SO23] taking over ends every session there', () => {
    const tab = { ...here, id: 's2', subId: 'tab' }
    expect(decideSignInPlace({ ...alone, browserId: 'b2', takeOver: true, own: [here, tab] })).toEqual({
      ok: true,
      value: {
        sessionId: null,
        ends: [
          { sessionId: 's1', userId: 'anna', reason: 'takenOver' },
          { sessionId: 's2', userId: 'anna', reason: 'takenOver' },
        ],
      },
    })
  })

  describe('[SO31] several applications at one desk', () => {
    const cti: LiveSession = { ...here, id: 's2', browserId: null, deviceId: 'client:genesys', application: 'genesys' }
    const elsewhere = { ...alone, browserId: 'b2', takeOver: true }

    it('another application signs in beside the ones that are there', () => {
      expect(decideSignInPlace({ ...alone, own: [cti] })).toEqual({ ok: true, value: { sessionId: null, ends: [] } })
      const bus = { ...alone, browserId: null, deviceId: null, application: 'acqueon', own: [here, cti] }
      expect(decideSignInPlace(bus)).toEqual({ ok: true, value: { sessionId: null, ends: [] } })
    })

    it('who moves to another browser leaves nothing signed in in the old one', () => {
      const phone = { ...here, id: 's3', subId: 'phone', application: 'ipcortex' }
      const plan = decideSignInPlace({ ...elsewhere, own: [here, phone] })
      expect(plan).toMatchObject({ value: { ends: [{ sessionId: 's1' }, { sessionId: 's3' }] } })
    })

    it('what stands in the new browser already, or in none, stays', () => {
      const own = [here, { ...here, id: 's3', browserId: 'b2', subId: 'phone', application: 'ipcortex' }, cti]
      expect(decideSignInPlace({ ...elsewhere, own })).toMatchObject({ value: { ends: [{ sessionId: 's1' }] } })
    })
  })

  it('[SO29] an API with one session a person asks every role to take over', () => {
    const supervisor = { ...alone, role: 'supervisor', browserId: null, deviceId: null, own: [here], onePlace: true } as const
    // The desk beside it is another application.
    expect(decideSignInPlace({ ...supervisor, application: 'ameyo' }).ok).toBe(true)
    expect(decideSignInPlace(supervisor)).toMatchObject({ ok: false, refusal: { code: 'signIn.elsewhere' } })
    expect(decideSignInPlace({ ...supervisor, takeOver: true })).toEqual({
      ok: true,
      value: { sessionId: null, ends: [{ sessionId: 's1', userId: 'anna', reason: 'takenOver' }] },
    })
  })

  it('[SO24] other roles may be in many places', () => {
    const away = { ...here, userId: 'sam' }
    const sam = { ...alone, userId: 'sam', role: 'supervisor', browserId: 'b2', own: [away] } as const
    expect(decideSignInPlace(sam)).toEqual({ ok: true, value: { sessionId: null, ends: [] } })
  })

  it('[SO25] who held the extension is signed out; oneself is not', () => {
    const occupant = { ...here, id: 's9', userId: 'ben' }
    expect(decideSignInPlace({ ...alone, occupant })).toMatchObject({
      value: { ends: [{ sessionId: 's9', userId: 'ben', reason: 'extensionTaken' }] },
    })
    expect(decideSignInPlace({ ...alone, own: [here], occupant: here })).toMatchObject({ value: { ends: [] } })
  })
})
