import { ChatError } from './chat-error.ts'

type Asked = {
  /** Whether something is there that any page may load. */
  readonly isThere: () => Promise<boolean>
  /** What only a page may read that is on the list, the same way as it makes its calls. */
  readonly config: () => Promise<unknown>
}

/**
 * What a page is told of a call that failed. A browser hides why it let nothing through; that the server is there, and that even so
 * this page may not read what every page on the list may, tells that it is not on it. Whatever can be read, the line was at fault.
 */
export async function explainFailure(error: unknown, { isThere, config }: Asked): Promise<ChatError> {
  const told = error instanceof ChatError ? error : new ChatError('widget.fault', String(error))
  // The script first: a line that comes back in between is then there for the second question.
  if (told.code !== 'network.unreachable' || !(await isThere())) return told
  const refusal: unknown = await config().then(
    () => null,
    (refused: unknown) => refused,
  )
  const isHidden = refusal instanceof ChatError && (refusal.status === 0 || refusal.code === 'chat.origin')
  return isHidden ? new ChatError('chat.origin', 'This web site may not show the chat.', 403) : told
}
