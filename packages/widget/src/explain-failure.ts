import { ChatError } from './chat-error.ts'

/**
 * What a page is told of a call that failed. A browser hides why it let nothing through; that the server is there all the same
 * tells that it does not take calls from this web site.
 */
export async function explainFailure(error: unknown, isThere: () => Promise<boolean>): Promise<ChatError> {
  const told = error instanceof ChatError ? error : new ChatError('widget.fault', String(error))
  if (told.code !== 'network.unreachable' || !(await isThere())) return told
  return new ChatError('chat.origin', 'This web site may not show the chat.', 403)
}
