/** The medium that customers' chats are on. */
export const chatMedium = 'chat'
