import { roles } from '@hotseat/core'
import {
  type AdminUserDocument,
  type CampaignDocument,
  CreateCampaignBody,
  CreatePhoneBookBody,
  CreatePlaceBody,
  CreateReasonCodeBody,
  CreateUserBody,
  CreateWrapUpCodeBody,
  type DeskDocument,
  type PhoneBookDocument,
  type PlaceDocument,
  type ReasonCodeDocument,
} from '@hotseat/protocol'
import type { Static } from 'typebox'
import type { AllTexts } from '../texts/all-en.ts'
import { chosenIn, type Field, type Resource, textIn, textOrNull } from './resource.ts'

type Lists = Pick<DeskDocument, 'campaigns' | 'media'>
type WrapUpCodeDocument = Static<typeof CreateWrapUpCodeBody> & { disabled: boolean }

const text = (name: string, label: string, rest: Partial<Field> = {}): Field => ({
  name,
  label,
  kind: 'text',
  initial: '',
  ...rest,
})
const options = (rows: readonly { id: string; name: string }[]) => rows.map(({ id, name }) => ({ value: id, label: name }))
const idField = ({ admin }: AllTexts) => text('id', admin.fields.id, { fixed: true, help: admin.help.id })
const linesOf = (value: string) => value.split(/\r?\n/).flatMap((line) => line.trim() || [])

/** The people who sign in. */
export function users(texts: AllTexts, lists: Lists): Resource<AdminUserDocument, typeof CreateUserBody> {
  const { fields, help } = texts.admin
  return {
    section: 'users',
    listName: 'users',
    schema: CreateUserBody,
    list: (hotseat) => hotseat.call('users', {}),
    create: (hotseat, body) => hotseat.call('createUser', { body }),
    change: (hotseat, id, body) => hotseat.call('changeUser', { params: { id }, body }),
    nameOf: (row) => row.name,
    columns: [
      { name: 'name', title: fields.name, text: (row) => row.name },
      { name: 'username', title: fields.username, text: (row) => row.username },
      { name: 'role', title: fields.role, text: (row) => texts.roles[row.role] },
      { name: 'extension', title: fields.extension, text: (row) => row.extension ?? '', isNumber: true },
      { name: 'campaigns', title: fields.campaigns, text: (row) => row.campaigns.join(', ') },
      { name: 'password', title: fields.password, text: (row) => (row.hasPassword ? fields.hasPassword : fields.noPassword) },
    ],
    fields: [
      text('username', fields.username, { fixed: true, help: help.username }),
      text('name', fields.name),
      text('email', fields.email),
      {
        name: 'role',
        label: fields.role,
        kind: 'choice',
        initial: 'executive',
        options: roles.map((role) => ({ value: role, label: texts.roles[role] })),
      },
      text('extension', fields.extension, { help: help.extension }),
      { name: 'campaigns', label: fields.campaigns, kind: 'several', initial: [], options: options(lists.campaigns) },
    ],
    read: ({ username, name, email, role, extension, campaigns }) => ({
      username,
      name,
      email: email ?? '',
      role,
      extension: extension ?? '',
      campaigns,
    }),
    write: (values) => ({
      username: textIn(values, 'username'),
      name: textIn(values, 'name'),
      email: textOrNull(values, 'email'),
      role: textIn(values, 'role'),
      extension: textOrNull(values, 'extension'),
      campaigns: chosenIn(values, 'campaigns'),
    }),
  }
}

/** The seats. */
export function places(texts: AllTexts): Resource<PlaceDocument, typeof CreatePlaceBody> {
  const { fields, help } = texts.admin
  return {
    section: 'places',
    listName: 'places',
    schema: CreatePlaceBody,
    list: (hotseat) => hotseat.call('places', {}),
    create: (hotseat, body) => hotseat.call('createPlace', { body }),
    change: (hotseat, id, body) => hotseat.call('changePlace', { params: { id }, body }),
    nameOf: (row) => row.name,
    columns: [
      { name: 'name', title: fields.name, text: (row) => row.name },
      { name: 'id', title: fields.id, text: (row) => row.id },
      { name: 'extension', title: fields.extension, text: (row) => row.extension ?? '', isNumber: true },
      { name: 'devices', title: fields.devices, text: (row) => row.devices.map(({ dn }) => dn).join(', ') },
    ],
    fields: [
      idField(texts),
      text('name', fields.name),
      text('extension', fields.extension, { help: help.extension }),
      { name: 'devices', label: fields.devices, kind: 'lines', initial: '', help: help.devices },
    ],
    read: ({ id, name, extension, devices }) => ({
      id,
      name,
      extension: extension ?? '',
      devices: devices.map((device) => `${device.dn} ${device.switch}`).join('\n'),
    }),
    write: (values) => ({
      id: textIn(values, 'id'),
      name: textIn(values, 'name'),
      extension: textOrNull(values, 'extension'),
      devices: linesOf(textIn(values, 'devices')).map((line) => {
        const [dn = '', ...rest] = line.split(/\s+/)
        return { dn, switch: rest.join(' ') }
      }),
    }),
  }
}

/** Whose calls are taken. */
export function campaigns(texts: AllTexts, lists: Lists): Resource<CampaignDocument, typeof CreateCampaignBody> {
  const { fields, campaignTypes } = texts.admin
  return {
    section: 'campaigns',
    listName: 'campaigns',
    schema: CreateCampaignBody,
    list: (hotseat) => hotseat.call('campaigns', {}),
    create: (hotseat, body) => hotseat.call('createCampaign', { body }),
    change: (hotseat, id, body) => hotseat.call('changeCampaign', { params: { id }, body }),
    nameOf: (row) => row.name,
    columns: [
      { name: 'name', title: fields.name, text: (row) => row.name },
      { name: 'id', title: fields.id, text: (row) => row.id },
      { name: 'type', title: fields.type, text: (row) => campaignTypes[row.type] },
      { name: 'media', title: fields.media, text: (row) => row.media.join(', ') },
      { name: 'description', title: fields.description, text: (row) => row.description },
    ],
    fields: [
      idField(texts),
      text('name', fields.name),
      {
        name: 'type',
        label: fields.type,
        kind: 'choice',
        initial: 'inbound',
        options: (['inbound', 'outbound', 'blended'] as const).map((value) => ({ value, label: campaignTypes[value] })),
      },
      { name: 'media', label: fields.media, kind: 'several', initial: [], options: options(lists.media) },
      { name: 'description', label: fields.description, kind: 'lines', initial: '' },
    ],
    read: ({ id, name, type, media, description }) => ({ id, name, type, media, description }),
    write: (values) => ({
      id: textIn(values, 'id'),
      name: textIn(values, 'name'),
      type: textIn(values, 'type'),
      media: chosenIn(values, 'media'),
      description: textIn(values, 'description'),
    }),
  }
}

/** Why someone is not ready, or leaves. */
export function reasonCodes(texts: AllTexts): Resource<ReasonCodeDocument, typeof CreateReasonCodeBody> {
  const { fields, help } = texts.admin
  return {
    section: 'reasonCodes',
    listName: 'reasonCodes',
    schema: CreateReasonCodeBody,
    list: (hotseat) => hotseat.call('reasonCodes', {}),
    create: (hotseat, body) => hotseat.call('createReasonCode', { body }),
    change: (hotseat, id, body) => hotseat.call('changeReasonCode', { params: { id }, body }),
    nameOf: (row) => row.label,
    isBuiltIn: (row) => row.system,
    columns: [
      { name: 'label', title: fields.label, text: (row) => row.label },
      { name: 'code', title: fields.code, text: (row) => String(row.code), sortBy: (row) => row.code, isNumber: true },
      { name: 'category', title: fields.category, text: (row) => texts.states[row.category] },
      { name: 'system', title: fields.system, text: (row) => (row.system ? texts.common.yes : '') },
    ],
    fields: [
      {
        name: 'category',
        label: fields.category,
        kind: 'choice',
        initial: 'NOT_READY',
        fixed: true,
        options: (['NOT_READY', 'LOGOUT'] as const).map((value) => ({ value, label: texts.states[value] })),
      },
      text('code', fields.code, { fixed: true, help: help.code }),
      text('label', fields.label),
    ],
    read: ({ category, code, label }) => ({ category, code: String(code), label }),
    write: (values) => ({
      category: textIn(values, 'category'),
      code: textIn(values, 'code') === '' ? '' : Number(textIn(values, 'code')),
      label: textIn(values, 'label'),
    }),
  }
}

/** What a call was about. */
export function wrapUpCodes(texts: AllTexts): Resource<WrapUpCodeDocument, typeof CreateWrapUpCodeBody> {
  const { fields } = texts.admin
  return {
    section: 'wrapUpCodes',
    listName: 'wrapUpCodes',
    schema: CreateWrapUpCodeBody,
    list: (hotseat) => hotseat.call('wrapUpCodes', {}),
    create: (hotseat, body) => hotseat.call('createWrapUpCode', { body }),
    change: (hotseat, id, body) => hotseat.call('changeWrapUpCode', { params: { id }, body }),
    nameOf: (row) => row.label,
    columns: [
      { name: 'label', title: fields.label, text: (row) => row.label },
      { name: 'id', title: fields.id, text: (row) => row.id },
    ],
    fields: [idField(texts), text('label', fields.label)],
    read: ({ id, label }) => ({ id, label }),
    write: (values) => ({ id: textIn(values, 'id'), label: textIn(values, 'label') }),
  }
}

/** Whom the desks can call. */
export function phoneBooks(texts: AllTexts): Resource<PhoneBookDocument, typeof CreatePhoneBookBody> {
  const { fields, help, bookTypes } = texts.admin
  return {
    section: 'phoneBooks',
    listName: 'phoneBooks',
    schema: CreatePhoneBookBody,
    list: (hotseat) => hotseat.call('phoneBooks', {}),
    create: (hotseat, body) => hotseat.call('createPhoneBook', { body }),
    change: (hotseat, id, body) => hotseat.call('changePhoneBook', { params: { id }, body }),
    nameOf: (row) => row.name,
    columns: [
      { name: 'name', title: fields.name, text: (row) => row.name },
      { name: 'id', title: fields.id, text: (row) => row.id },
      { name: 'type', title: fields.type, text: (row) => bookTypes[row.type] },
      {
        name: 'contacts',
        title: fields.contacts,
        text: (row) => String(row.contacts.length),
        sortBy: (row) => row.contacts.length,
        isNumber: true,
      },
    ],
    fields: [
      idField(texts),
      text('name', fields.name),
      {
        name: 'type',
        label: fields.type,
        kind: 'choice',
        initial: 'GLOBAL',
        options: (['GLOBAL', 'TEAM'] as const).map((value) => ({ value, label: bookTypes[value] })),
      },
      { name: 'contacts', label: fields.contacts, kind: 'lines', initial: '', help: help.contacts },
    ],
    read: ({ id, name, type, contacts }) => ({
      id,
      name,
      type,
      contacts: contacts.map((each) => [each.firstName, each.lastName, each.phoneNumber, each.description].join('; ')).join('\n'),
    }),
    write: (values) => ({
      id: textIn(values, 'id'),
      name: textIn(values, 'name'),
      type: textIn(values, 'type'),
      contacts: linesOf(textIn(values, 'contacts')).map((line) => {
        const [firstName = '', lastName = '', phoneNumber = '', ...rest] = line.split(';').map((part) => part.trim())
        return { firstName, lastName, phoneNumber, description: rest.join('; ') }
      }),
    }),
  }
}
