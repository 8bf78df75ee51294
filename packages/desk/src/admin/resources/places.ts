import { CreatePlaceBody, type PlaceDocument } from '@hotseat/protocol'
import type { AllTexts } from '../../texts/all-en.ts'
import { columnOf, linesField, optionalField, textField } from '../fields.ts'
import { defineResource, type Resource } from '../resource.ts'

type Device = PlaceDocument['devices'][number]

/** The seats. */
export function places(texts: AllTexts): Resource<PlaceDocument, typeof CreatePlaceBody> {
  const { fields, help } = texts.admin
  const id = textField('id', fields.id, { fixed: true, help: help.id })
  const name = textField('name', fields.name)
  const extension = optionalField('extension', fields.extension, { help: help.extension })
  const devices = linesField('devices', fields.devices, { help: help.devices, toLine, fromLine })
  return defineResource<PlaceDocument, typeof CreatePlaceBody>({
    section: 'places',
    schema: CreatePlaceBody,
    list: (hotseat) => hotseat.call('places', {}),
    create: (hotseat, body) => hotseat.call('createPlace', { body }),
    change: (hotseat, placeId, body) => hotseat.call('changePlace', { params: { id: placeId }, body }),
    nameOf: (row) => row.name,
    columns: [
      columnOf(name),
      columnOf(id),
      columnOf(extension, { isNumber: true }),
      columnOf(devices, { text: (row) => row.devices.map(({ dn }) => dn).join(', ') }),
    ],
    fields: [id, name, extension, devices],
  })
}

const toLine = (device: Device) => `${device.dn} ${device.switch}`

function fromLine(line: string): Device {
  const [dn = '', ...rest] = line.split(/\s+/)
  return { dn, switch: rest.join(' ') }
}
