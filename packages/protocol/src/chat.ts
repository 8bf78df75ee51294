import { conversationStates } from '@hotseat/core'
import { Id, Label, Moment, nullable, type Static, strict, Type } from './schema.ts'

/** What one says at a time: some text, no control characters but line breaks and tabs. */
export const MessageText = Type.String({
  minLength: 1,
  maxLength: 4_000,
  pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f]*$',
})
const Speaker = Type.Enum(['customer', 'agent', 'system'])
/** A message's number; the next one is a safe integer, too, so that every database takes it. */
const Seq = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER - 1 })
const Marks = strict({ delivered: Seq, read: Seq })
const ClientId = Type.String({ minLength: 8, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$' })
const State = Type.Enum(conversationStates)

export const MessageDocument = strict({
  /** Numbered from 1 in its conversation, without gaps. */
  seq: Type.Integer({ minimum: 1 }),
  from: Speaker,
  /** Who speaks, as the other side reads it; '' for the system and for a guest who gave no name. */
  name: Type.String(),
  text: Type.String(),
  at: Moment,
  /** The id that its sender gave it, for the sender to find its own. */
  clientId: nullable(Type.String()),
})
export type MessageDocument = Static<typeof MessageDocument>

/** What the system says in a conversation (spec CH10): whoever shows it may say the same in the reader's language. */
export const chatSystemTexts = {
  handedOn: 'The conversation was handed on.',
  waitingAgain: 'The conversation waits for an agent again.',
  over: 'The conversation is over.',
} as const

/** Says something. The same `clientId` again is the same message: a reply that was lost costs nothing. */
export const SayBody = strict({ clientId: ClientId, text: MessageText })
/** How far this side has come: message numbers. */
export const MarksBody = strict({ delivered: Seq, read: Seq })

// What an agent's desk sees and does.

export const CustomerDocument = strict({
  id: Id,
  /** '' for a guest who gave none. */
  name: Type.String(),
  email: nullable(Type.String()),
  /** The project's own site said who this is, by a signed token. */
  verified: Type.Boolean(),
})
export type CustomerDocument = Static<typeof CustomerDocument>
export const ConversationDocument = strict({
  id: Id,
  /** Where it comes from, and the campaigns that it can be handed on to. */
  project: strict({ id: Id, name: Label, campaigns: Type.Array(Id) }),
  /** The campaign that it was handed on to; null: any of the project's agents has it. */
  campaign: Type.Union([Id, Type.Null()]),
  state: State,
  agentId: nullable(Id),
  customer: CustomerDocument,
  startedAt: Moment,
  waitingSince: nullable(Moment),
  offeredAt: nullable(Moment),
  /** Until when an offer rings; null when it does not. */
  offerUntil: nullable(Moment),
  closedAt: nullable(Moment),
  closedBy: nullable(Speaker),
  wrapUpCode: nullable(Id),
  lastSeq: Seq,
  customerMarks: Marks,
  agentMarks: Marks,
  /** The last thing said, for a list; null before the first. */
  last: nullable(MessageDocument),
})
export type ConversationDocument = Static<typeof ConversationDocument>
/** An agent's conversations: what is offered, open or to be wrapped up, and those that closed lately. */
export const ConversationsDocument = strict({ conversations: Type.Array(ConversationDocument) })
/** With the id of one of mine: its customer's last other conversations with the project, whoever had them (spec CH9). */
export const ConversationsQuery = strict({ customerOf: Type.Optional(Id) })
export const MessagesQuery = strict({
  /** Only messages with a greater number. */
  after: Type.Optional(Seq),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
})
export const MessagesDocument = strict({ messages: Type.Array(MessageDocument), lastSeq: Seq })
export const ConversationActBody = strict({
  action: Type.Enum(['accept', 'decline', 'close', 'wrapUp']),
  /** With `close` it wraps up at once; with `wrapUp` left out or null: without a code. */
  wrapUpCode: Type.Optional(nullable(Id)),
})
/** Hands a conversation on: to whoever is free in a campaign, or to one colleague. */
export const TransferBody = strict({ campaign: Type.Optional(Id), userId: Type.Optional(Id) })
/** Who can be handed a conversation now. */
export const ColleaguesDocument = strict({
  colleagues: Type.Array(strict({ userId: Id, name: Label, dialogs: Type.Integer(), campaigns: Type.Array(Id) })),
})
export const CannedReplyDocument = strict({ id: Id, title: Label, text: MessageText, disabled: Type.Boolean() })
export type CannedReplyDocument = Static<typeof CannedReplyDocument>
export const CreateCannedReplyBody = strict({ id: Id, title: Label, text: MessageText })
export const ChangeCannedReplyBody = strict({
  title: Type.Optional(Label),
  text: Type.Optional(MessageText),
  disabled: Type.Optional(Type.Boolean()),
})
export const CannedRepliesDocument = strict({ replies: Type.Array(strict({ id: Id, title: Label, text: MessageText })) })

// What an administrator sets.

const Origin = Type.String({ minLength: 1, maxLength: 255 })
const projectFields = {
  name: Label,
  /** Customers who are signed in on the site are signed in here by a token. */
  autoLogin: Type.Boolean(),
  /** Customers without a token may chat, too. */
  anonymous: Type.Boolean(),
  /** The web sites that may show the chat, exact origins. */
  allowedOrigins: Type.Array(Origin, { maxItems: 50, uniqueItems: true }),
  /** Where its conversations go; the first is where they begin. */
  campaigns: Type.Array(Id, { minItems: 1, maxItems: 16, uniqueItems: true }),
  /** The `aud` that a token must have; null: none is asked for. */
  audience: nullable(Type.String({ minLength: 1, maxLength: 255 })),
  /** A token counts once, by its `jti`. */
  singleUse: Type.Boolean(),
}
export const ChatProjectDocument = strict({ id: Id, ...projectFields, disabled: Type.Boolean() })
export type ChatProjectDocument = Static<typeof ChatProjectDocument>
const { name, campaigns, ...mayBeLeftOut } = projectFields
const optional = {
  autoLogin: Type.Optional(mayBeLeftOut.autoLogin),
  anonymous: Type.Optional(mayBeLeftOut.anonymous),
  allowedOrigins: Type.Optional(mayBeLeftOut.allowedOrigins),
  audience: Type.Optional(mayBeLeftOut.audience),
  singleUse: Type.Optional(mayBeLeftOut.singleUse),
}
export const CreateChatProjectBody = strict({ id: Id, name, campaigns, ...optional })
export const ChangeChatProjectBody = strict({
  ...optional,
  name: Type.Optional(name),
  campaigns: Type.Optional(campaigns),
  disabled: Type.Optional(Type.Boolean()),
})
export const ChatKeysDocument = strict({
  keys: Type.Array(
    strict({ kid: Id, createdAt: Moment, createdBy: nullable(Id), lastUsedAt: nullable(Moment), revokedAt: nullable(Moment) }),
  ),
})
/** A new secret key, shown this once: base64url of 32 random bytes, and the text itself is the HMAC key. */
export const NewChatKeyDocument = strict({ kid: Id, secret: Type.String() })

// What the widget speaks, below `/chat/v1`. A customer's token goes in `Authorization: Bearer`, never in an address (S-28).

const where = { tenant: Id, project: Id }
export const ChatConfigQuery = strict(where)
/** What a widget may know of its project before anybody signs in. */
export const ChatConfigDocument = strict({ name: Label, autoLogin: Type.Boolean(), anonymous: Type.Boolean() })
export type ChatConfigDocument = Static<typeof ChatConfigDocument>
/** `previous`: the token of the customer session that this browser has; another customer's is ended (S-51). */
export const ChatLoginBody = strict({
  ...where,
  token: Type.String({ maxLength: 8_192 }),
  previous: Type.Optional(Type.String({ maxLength: 256 })),
})
export const ChatAnonymousBody = strict({
  ...where,
  name: Type.Optional(Label),
  previous: Type.Optional(Type.String({ maxLength: 256 })),
})

export const CustomerConversation = strict({
  id: Id,
  state: State,
  startedAt: Moment,
  /** Who answers; null while nobody does. */
  agentName: nullable(Type.String()),
  /** How many wait before it, and whether somebody is there at all; null unless it waits. */
  queue: nullable(strict({ ahead: Type.Integer({ minimum: 0 }), isStaffed: Type.Boolean() })),
  lastSeq: Seq,
  customerMarks: Marks,
  agentMarks: Marks,
})
export type CustomerConversation = Static<typeof CustomerConversation>
/** One conversation of a customer with what was said from `after` on. */
export const CustomerThread = strict({
  conversation: CustomerConversation,
  messages: Type.Array(MessageDocument),
  /** So many messages came before these and are not told, as `after` named no number or one far behind; left out: none. */
  leftOut: Type.Optional(Seq),
})
export type CustomerThread = Static<typeof CustomerThread>
/** What a widget shows: who one is, and the conversations, the newest last. A thread is whole unless `after` named it, or it says what is left out. */
export const CustomerDocumentForWidget = strict({
  customer: CustomerDocument,
  project: strict({ id: Id, name: Label }),
  threads: Type.Array(CustomerThread),
})
export type CustomerState = Static<typeof CustomerDocumentForWidget>
export const ChatSessionDocument = strict({
  /** `now`: the server's time; a page's own clock may be wrong by any amount. */
  session: strict({ token: Type.String(), expiresAt: Moment, now: Moment }),
  state: CustomerDocumentForWidget,
})
export type ChatSessionDocument = Static<typeof ChatSessionDocument>
/** The number of the last message that is known of a conversation, by its id. */
export const ChatAfter = Type.Record(Id, Seq, { maxProperties: 100 })
export const ChatSayBody = strict({ clientId: ClientId, text: MessageText })
/** What was said, and the conversation it is in: a new one when none was live. */
export const ChatSaidDocument = strict({ conversation: CustomerConversation, message: MessageDocument })
export type ChatSaidDocument = Static<typeof ChatSaidDocument>
export const ChatMarksBody = strict({ conversationId: Id, delivered: Seq, read: Seq })
export const ChatEndBody = strict({ conversationId: Id })
/** Whether the session still stands, at the slot that the echo gave with the challenge; the token is proof enough. */
export const ChatResumeBody = strict({
  challenge: Type.Optional(Type.String({ maxLength: 256 })),
  after: Type.Optional(ChatAfter),
})
/** `after`: the numbers that are known, as JSON (`ChatAfter`). */
export const ChatStateQuery = strict({ after: Type.Optional(Type.String({ maxLength: 16_384 })) })

/** What a widget sends on `/chat/v1/feed`; `auth` is the first. */
export const ChatClientFrame = Type.Union([
  strict({ type: Type.Literal('auth'), token: Type.String({ maxLength: 256 }), after: ChatAfter }),
  strict({ type: Type.Literal('ping'), n: Type.Integer() }),
  strict({ type: Type.Literal('typing'), conversationId: Id }),
])
export type ChatClientFrame = Static<typeof ChatClientFrame>
/** What it gets. `hello` holds everything from the numbers that `auth` named on, so nothing is lost or doubled. */
export const ChatServerFrame = Type.Union([
  strict({ type: Type.Literal('hello'), state: CustomerDocumentForWidget }),
  strict({ type: Type.Literal('message'), conversationId: Id, message: MessageDocument }),
  strict({ type: Type.Literal('conversation'), conversation: CustomerConversation }),
  strict({ type: Type.Literal('typing'), conversationId: Id }),
  strict({ type: Type.Literal('pong'), n: Type.Integer(), waitMs: Type.Optional(Type.Integer()) }),
  strict({ type: Type.Literal('bye'), reason: Type.String(), waitMs: Type.Optional(Type.Integer()) }),
])
export type ChatServerFrame = Static<typeof ChatServerFrame>
