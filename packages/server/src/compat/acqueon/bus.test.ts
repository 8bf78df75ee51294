import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AcqueonRig, createAcqueonRig } from '../../../test/acqueon-rig.ts'
import { nameOf } from '../../../test/bus-client.ts'

let rig: AcqueonRig
beforeEach(async () => {
  rig = await createAcqueonRig()
})
afterEach(() => rig.close())

const fifteen = [
  'Connection/OpenConnection',
  'Connection/SetConnectionStatus',
  'Agent/SetAgentState',
  'Agent/Login',
  'General/GetAppState',
  'Call/CallsStateChange',
  'Media/SetMRDList',
  'Media/GetMedia',
  'System/SetSystemInfo',
  'Media/SetMappedMRD',
  'Media/Map',
  'Agent/SetLogOutReasonCodes',
  'Agent/SetNotReadyReasonCodes',
  'Agent/SetPhoneBook',
  'Agent/SetWrapupCode',
]

describe('signing in', () => {
  test('[AQ10] fifteen events follow, in the order of the seed', async () => {
    const client = await rig.register()
    const events = await rig.signIn(client, 'agent01')
    expect(events.map(nameOf)).toEqual(fifteen)
  })
})
