import { CreateWrapUpCodeBody } from '@hotseat/protocol'
import type { Static } from 'typebox'
import type { AllTexts } from '../../texts/all-en.ts'
import { columnOf, textField } from '../fields.ts'
import { defineResource, type Resource } from '../resource.ts'

type WrapUpCodeDocument = Static<typeof CreateWrapUpCodeBody> & { disabled: boolean }

/** What a call was about. */
export function wrapUpCodes(texts: AllTexts): Resource<WrapUpCodeDocument, typeof CreateWrapUpCodeBody> {
  const { fields, help } = texts.admin
  const id = textField('id', fields.id, { fixed: true, help: help.id })
  const label = textField('label', fields.label)
  return defineResource<WrapUpCodeDocument, typeof CreateWrapUpCodeBody>({
    section: 'wrapUpCodes',
    schema: CreateWrapUpCodeBody,
    list: (hotseat) => hotseat.call('wrapUpCodes', {}),
    create: (hotseat, body) => hotseat.call('createWrapUpCode', { body }),
    change: (hotseat, codeId, body) => hotseat.call('changeWrapUpCode', { params: { id: codeId }, body }),
    nameOf: (row) => row.label,
    columns: [columnOf(label), columnOf(id)],
    fields: [id, label],
  })
}
