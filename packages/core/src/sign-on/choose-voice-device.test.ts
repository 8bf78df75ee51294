import { expect, test } from 'vitest'
import { chooseVoiceDevice } from './choose-voice-device.ts'

const phones = (...numbers: string[]) => numbers.map((dn) => ({ dn }))

test.each([
  ['one device is it, whatever its number', '5001', phones('7000'), '7000'],
  ['one device of a place without a number', null, phones('7000'), '7000'],
  ['of several the one with the place’s number', '5001', phones('85001', '5001', '95001'), '5001'],
  ['a place without a list is a phone', '5001', [], '5001'],
  ['none of several has the place’s number', '5001', phones('85001', '95001'), null],
  ['several devices of a place without a number', null, phones('5001', '5002'), null],
  ['the number on two switches is two positions', '5001', phones('5001', '5001'), null],
  ['nothing to ring', null, [], null],
])('[SO27] %s', (_what, extension, devices, expected) => {
  const chosen = chooseVoiceDevice({ extension, devices })
  if (expected === null) expect(chosen).toEqual({ ok: false, refusal: { code: 'signIn.position', field: 'place' } })
  else expect(chosen).toEqual({ ok: true, value: expected })
})
