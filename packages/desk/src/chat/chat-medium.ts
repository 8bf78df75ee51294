/** The medium that customers' chats come on. */
export const chatMedium = 'chat'
