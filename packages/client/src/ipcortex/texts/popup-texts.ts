/** What the overlay says, in one language. */
export type PopupTexts = {
  readonly lang: string
  readonly title: string
  readonly username: string
  readonly password: string
  readonly code: string
  readonly submit: string
  readonly busy: string
  readonly cancel: string
  /** What is asked for when a field is left empty, or holds what cannot be. */
  readonly needed: { readonly username: string; readonly password: string; readonly code: string }
  /** Why somebody did not come in, by the code of the refusal. */
  readonly refusals: Readonly<Record<string, string>>
  /** For any other code; null: the server's own sentence, which is in this language. */
  readonly refused: string | null
}
