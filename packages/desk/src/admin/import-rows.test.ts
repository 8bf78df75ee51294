import { CreatePlaceBody } from '@hotseat/protocol'
import { expect, test } from 'vitest'
import { allEn as en } from '../texts/all-en.ts'
import { dryRun } from './import-rows.ts'
import { places } from './resources/places.ts'

const parts = { ...places(en), keyField: 'id', existing: new Set(['desk-01']) }

test('every bad line is named with its number and its fault; good ones are ready to be sent', () => {
  const file =
    'id,name,extension,devices\ndesk-02,Desk 2,5002,5002 pbx\n,No id,,\ndesk-01,There already,,\ndesk-02,Twice,,\nshort,line'
  const { good, bad } = dryRun(file, parts, en)
  expect(good).toEqual([
    { line: 2, body: { id: 'desk-02', name: 'Desk 2', extension: '5002', devices: [{ dn: '5002', switch: 'pbx' }] } },
  ])
  expect(bad.map(({ line }) => line)).toEqual([3, 4, 5, 6])
  expect(bad[0]?.why).toContain('id')
  expect(bad[1]?.why).toContain('exists already')
  expect(bad[2]?.why).toContain('twice')
})

test('the schema of the form is the schema of the API', () => {
  expect(places(en).schema).toBe(CreatePlaceBody)
})
