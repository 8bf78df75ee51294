/** The address of the chat room. */
export const chatRoute = '/desk/chat'
/** The word of the address that names the conversation. */
export const chosenWord = 'with'

/** The address of one conversation in the chat room. */
export function routeOf(conversationId: string): string {
  return `${chatRoute}?${chosenWord}=${encodeURIComponent(conversationId)}`
}
