import { CreatePhoneBookBody, type PhoneBookDocument } from '@hotseat/protocol'
import type { AllTexts } from '../../texts/all-en.ts'
import { choiceField, columnOf, linesField, textField } from '../fields.ts'
import { defineResource, type Resource } from '../resource.ts'

type Contact = PhoneBookDocument['contacts'][number]
const types = ['GLOBAL', 'TEAM'] as const

/** Whom the desks can call. */
export function phoneBooks(texts: AllTexts): Resource<PhoneBookDocument, typeof CreatePhoneBookBody> {
  const { fields, help, bookTypes } = texts.admin
  const id = textField('id', fields.id, { fixed: true, help: help.id })
  const name = textField('name', fields.name)
  const type = choiceField('type', fields.type, bookTypes, { values: types })
  const contacts = linesField('contacts', fields.contacts, { help: help.contacts, toLine, fromLine })
  return defineResource<PhoneBookDocument, typeof CreatePhoneBookBody>({
    section: 'phoneBooks',
    schema: CreatePhoneBookBody,
    list: (hotseat) => hotseat.call('phoneBooks', {}),
    create: (hotseat, body) => hotseat.call('createPhoneBook', { body }),
    change: (hotseat, bookId, body) => hotseat.call('changePhoneBook', { params: { id: bookId }, body }),
    nameOf: (row) => row.name,
    columns: [
      columnOf(name),
      columnOf(id),
      columnOf(type),
      columnOf(contacts, {
        text: (row) => String(row.contacts.length),
        sortBy: (row) => row.contacts.length,
        isNumber: true,
      }),
    ],
    fields: [id, name, type, contacts],
  })
}

const toLine = ({ firstName, lastName, phoneNumber, description }: Contact) =>
  [firstName, lastName, phoneNumber, description].join('; ')

/** What stands after the third semicolon is the description, with its own semicolons. */
function fromLine(line: string): Contact {
  const [firstName = '', lastName = '', phoneNumber = '', ...rest] = line.split(';').map((part) => part.trim())
  return { firstName, lastName, phoneNumber, description: rest.join('; ') }
}
