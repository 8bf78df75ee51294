import { CreateReasonCodeBody, type ReasonCodeDocument } from '@hotseat/protocol'
import type { AllTexts } from '../../texts/all-en.ts'
import { choiceField, columnOf, textField } from '../fields.ts'
import { defineResource, type Field, type Resource } from '../resource.ts'

const categories = ['NOT_READY', 'LOGOUT'] as const

/** Why someone is not ready, or leaves. */
export function reasonCodes(texts: AllTexts): Resource<ReasonCodeDocument, typeof CreateReasonCodeBody> {
  const { fields, help } = texts.admin
  const category = choiceField('category', fields.category, texts.states, { values: categories, fixed: true })
  const code: Field<{ readonly code: number }> = {
    ...{ name: 'code', label: fields.code, kind: 'text', initial: '', fixed: true, help: help.code },
    read: (row) => String(row.code),
    write: (typed) => (typed === '' ? '' : Number(typed)),
  }
  const label = textField('label', fields.label)
  return defineResource<ReasonCodeDocument, typeof CreateReasonCodeBody>({
    section: 'reasonCodes',
    schema: CreateReasonCodeBody,
    list: (hotseat) => hotseat.call('reasonCodes', {}),
    create: (hotseat, body) => hotseat.call('createReasonCode', { body }),
    change: (hotseat, id, body) => hotseat.call('changeReasonCode', { params: { id }, body }),
    nameOf: (row) => row.label,
    isBuiltIn: (row) => row.system,
    columns: [
      columnOf(label),
      columnOf(code, { sortBy: (row) => row.code, isNumber: true }),
      columnOf(category),
      { name: 'system', title: fields.system, text: (row) => (row.system ? texts.common.yes : '') },
    ],
    fields: [category, code, label],
  })
}
