import { roles } from '@hotseat/core'
import { type AdminUserDocument, CreateUserBody, type DeskDocument } from '@hotseat/protocol'
import type { AllTexts } from '../../texts/all-en.ts'
import { choiceField, columnOf, optionalField, severalField, textField } from '../fields.ts'
import { defineResource, type Resource } from '../resource.ts'

/** The people who sign in. */
export function users(
  texts: AllTexts,
  lists: Pick<DeskDocument, 'campaigns'>,
): Resource<AdminUserDocument, typeof CreateUserBody> {
  const { fields, help } = texts.admin
  const username = textField('username', fields.username, { fixed: true, help: help.username })
  const name = textField('name', fields.name)
  const email = optionalField('email', fields.email)
  const role = choiceField('role', fields.role, texts.roles, { values: roles, initial: 'executive' })
  const extension = optionalField('extension', fields.extension, { help: help.extension })
  const campaigns = severalField('campaigns', fields.campaigns, lists.campaigns)
  return defineResource<AdminUserDocument, typeof CreateUserBody>({
    section: 'users',
    schema: CreateUserBody,
    list: (hotseat) => hotseat.call('users', {}),
    create: (hotseat, body) => hotseat.call('createUser', { body }),
    change: (hotseat, id, body) => hotseat.call('changeUser', { params: { id }, body }),
    nameOf: (row) => row.name,
    columns: [
      columnOf(name),
      columnOf(username),
      columnOf(role),
      columnOf(extension, { isNumber: true }),
      columnOf(campaigns),
      { name: 'password', title: fields.password, text: (row) => (row.hasPassword ? fields.hasPassword : fields.noPassword) },
    ],
    fields: [username, name, email, role, extension, campaigns],
  })
}
