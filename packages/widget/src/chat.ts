import { defineChatWidget } from './chat-widget-element.ts'
import { startSupportChat } from './support-chat.ts'

defineChatWidget()
startSupportChat(window)
