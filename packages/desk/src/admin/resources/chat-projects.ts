import { isOrigin } from '@hotseat/core'
import { type ChatProjectDocument, CreateChatProjectBody, type DeskDocument } from '@hotseat/protocol'
import { chatMedium } from '../../chat/chat-medium.ts'
import type { AllTexts } from '../../texts/all-en.ts'
import { columnOf, flagField, linesField, optionalField, severalField, textField } from '../fields.ts'
import { defineResource, type Resource } from '../resource.ts'

/** Where customers chat from, and with whom. */
export function chatProjects(
  texts: AllTexts,
  lists: Pick<DeskDocument, 'campaigns'>,
): Resource<ChatProjectDocument, typeof CreateChatProjectBody> {
  const { fields, help } = texts.admin
  const words = texts.chatAdmin
  const yes = (flag: boolean) => (flag ? texts.common.yes : texts.common.no)
  const takesChats = lists.campaigns.filter(({ media }) => media.includes(chatMedium))
  const id = textField('id', fields.id, { fixed: true, help: help.id })
  const name = textField('name', fields.name)
  const campaigns = severalField('campaigns', fields.campaigns, takesChats, words.campaignsHelp)
  const autoLogin = flagField('autoLogin', words.autoLogin, words.autoLoginHelp)
  const anonymous = flagField('anonymous', words.anonymous, words.anonymousHelp)
  const singleUse = flagField('singleUse', words.singleUse, words.singleUseHelp)
  const audience = optionalField('audience', words.audience, { help: words.audienceHelp })
  const allowedOrigins = linesField<'allowedOrigins', string>('allowedOrigins', words.origins, {
    help: words.originsHelp,
    toLine: (origin) => origin,
    // The schema knows lengths only; what is no origin fails it as nothing.
    fromLine: (line) => (isOrigin(line) ? line : ''),
  })
  const nameOfCampaign = (campaign: string) => lists.campaigns.find((each) => each.id === campaign)?.name ?? campaign
  return defineResource<ChatProjectDocument, typeof CreateChatProjectBody>({
    section: 'chatProjects',
    schema: CreateChatProjectBody,
    list: (hotseat) => hotseat.call('chatProjects', {}),
    create: (hotseat, body) => hotseat.call('createChatProject', { body }),
    change: (hotseat, projectId, body) => hotseat.call('changeChatProject', { params: { id: projectId }, body }),
    nameOf: (row) => row.name,
    columns: [
      columnOf(name),
      columnOf(id),
      columnOf(campaigns, { text: (row) => row.campaigns.map(nameOfCampaign).join(', ') }),
      columnOf(autoLogin, { text: (row) => yes(row.autoLogin) }),
      columnOf(anonymous, { text: (row) => yes(row.anonymous) }),
      columnOf(allowedOrigins, { text: (row) => row.allowedOrigins.join(', ') }),
    ],
    fields: [id, name, campaigns, allowedOrigins, autoLogin, anonymous, singleUse, audience],
  })
}
