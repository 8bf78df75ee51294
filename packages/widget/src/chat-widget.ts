import { defineChatWidget } from './chat-widget-element.ts'

defineChatWidget()
