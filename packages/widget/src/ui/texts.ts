/** Everything that the widget says, in one language. */
export type Texts = {
  readonly chat: string
  readonly open: string
  readonly close: string
  readonly unread: (count: number) => string
  readonly hello: (name: string) => string
  readonly helloStranger: string
  readonly howCanWeHelp: string
  readonly you: string
  readonly agent: string
  readonly write: string
  readonly writeHere: string
  readonly send: string
  readonly newMessages: string
  readonly progress: Readonly<Record<'kept' | 'sending' | 'sent' | 'delivered' | 'read' | 'refused', string>>
  readonly tryAgain: string
  readonly remove: string
  readonly typing: (name: string) => string
  readonly next: string
  readonly ahead: (count: number) => string
  readonly nobodyHere: string
  readonly end: string
  readonly reallyEnd: string
  readonly yesEnd: string
  readonly keep: string
  readonly startAnew: string
  readonly connecting: string
  readonly checking: string
  readonly reconnecting: (seconds: number) => string
  readonly lost: string
  readonly tryNow: string
  readonly signingIn: string
  readonly signInFirst: string
  readonly sessionOver: string
  readonly otherTab: string
  readonly wrongSite: string
  readonly noSuchChat: string
  readonly unreachable: string
  readonly didNotWork: string
  readonly yourName: string
  readonly optional: string
  readonly start: string
  /** What the system says in a conversation, as the server writes it, in this language. */
  readonly system: Readonly<Record<string, string>>
}
