import { type CampaignDocument, CreateCampaignBody, type DeskDocument } from '@hotseat/protocol'
import type { AllTexts } from '../../texts/all-en.ts'
import { choiceField, columnOf, severalField, textField } from '../fields.ts'
import { defineResource, type Resource } from '../resource.ts'

const types = ['inbound', 'outbound', 'blended'] as const

/** Whose calls are taken. */
export function campaigns(
  texts: AllTexts,
  lists: Pick<DeskDocument, 'media'>,
): Resource<CampaignDocument, typeof CreateCampaignBody> {
  const { fields, help, campaignTypes } = texts.admin
  const id = textField('id', fields.id, { fixed: true, help: help.id })
  const name = textField('name', fields.name)
  const type = choiceField('type', fields.type, campaignTypes, { values: types })
  const media = severalField('media', fields.media, lists.media)
  const description = textField('description', fields.description, { kind: 'lines' })
  return defineResource<CampaignDocument, typeof CreateCampaignBody>({
    section: 'campaigns',
    schema: CreateCampaignBody,
    list: (hotseat) => hotseat.call('campaigns', {}),
    create: (hotseat, body) => hotseat.call('createCampaign', { body }),
    change: (hotseat, campaignId, body) => hotseat.call('changeCampaign', { params: { id: campaignId }, body }),
    nameOf: (row) => row.name,
    columns: [columnOf(name), columnOf(id), columnOf(type), columnOf(media), columnOf(description)],
    fields: [id, name, type, media, description],
  })
}
