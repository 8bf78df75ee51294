import { type CannedReplyDocument, CreateCannedReplyBody } from '@hotseat/protocol'
import type { AllTexts } from '../../texts/all-en.ts'
import { columnOf, textField } from '../fields.ts'
import { defineResource, type Resource } from '../resource.ts'

/** What agents say often, ready to be put into a chat. */
export function cannedReplies(texts: AllTexts): Resource<CannedReplyDocument, typeof CreateCannedReplyBody> {
  const { fields, help } = texts.admin
  const words = texts.chatAdmin
  const id = textField('id', fields.id, { fixed: true, help: help.id })
  const title = textField('title', words.title)
  const text = textField('text', words.text, { kind: 'lines', help: words.textHelp })
  return defineResource<CannedReplyDocument, typeof CreateCannedReplyBody>({
    section: 'cannedReplies',
    schema: CreateCannedReplyBody,
    list: (hotseat) => hotseat.call('cannedReplies', {}),
    create: (hotseat, body) => hotseat.call('createCannedReply', { body }),
    change: (hotseat, replyId, body) => hotseat.call('changeCannedReply', { params: { id: replyId }, body }),
    nameOf: (row) => row.title,
    columns: [columnOf(title), columnOf(id), columnOf(text)],
    fields: [id, title, text],
  })
}
