import { accepted, type Conversation, type Result, type Speaker } from '@hotseat/core'
import { chatSystemTexts } from '@hotseat/protocol'
import type { Meta } from '../meta.ts'
import type { TenantReader, Transaction } from '../store/store.ts'
import type { MessageRow } from '../store/tables.ts'
import { commandConversation } from './command-conversation.ts'

/** What somebody says. */
export type Words = {
  readonly from: Exclude<Speaker, 'system'>
  readonly authorId: string
  readonly clientId: string
  readonly text: string
}
/** A message, and the conversation with it. */
export type Said = { readonly conversation: Conversation; readonly message: MessageRow }

/** Says something; the same `clientId` of the same author again is the message that is there (spec CH2). */
export async function say(tx: Transaction, conversation: Conversation, words: Words, meta: Meta): Promise<Result<Said>> {
  const said = await findSaid(tx, conversation.id, words)
  if (said) return accepted({ conversation, message: said })
  return put(tx, conversation, { sender: words.from, authorId: words.authorId, clientId: words.clientId, text: words.text }, meta)
}

/** The message that this author has said by this id. */
export async function findSaid(
  reader: Pick<TenantReader, 'find'>,
  conversationId: string,
  { clientId, authorId }: Pick<Words, 'clientId' | 'authorId'>,
): Promise<MessageRow | undefined> {
  const [said] = await reader.find('messages', { where: { conversationId, clientId, authorId }, limit: 1 })
  return said
}

/** Says in the name of the system what happens to a conversation that still lives (spec CH10). */
export async function saySystem(
  tx: Transaction,
  conversation: Conversation,
  what: keyof typeof chatSystemTexts,
  meta: Meta,
): Promise<Conversation> {
  const words = { sender: 'system', authorId: null, clientId: null, text: chatSystemTexts[what] } as const
  const said = await put(tx, conversation, words, meta)
  return said.ok ? said.value.conversation : conversation
}

async function put(
  tx: Transaction,
  conversation: Conversation,
  words: Pick<MessageRow, 'sender' | 'authorId' | 'clientId' | 'text'>,
  meta: Meta,
): Promise<Result<Said>> {
  // No wrap-up code is asked for by who only speaks.
  const told = await commandConversation(tx, conversation, { type: 'say', from: words.sender }, { wrapUpCodes: [] }, meta)
  if (!told.ok) return told
  const message: MessageRow = { conversationId: conversation.id, seq: told.value.lastSeq, ...words, at: meta.at }
  tx.put('messages', message)
  return accepted({ conversation: told.value, message })
}
