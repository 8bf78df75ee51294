export { ChatError } from './chat-error.ts'
export { ChatWidgetElement, defineChatWidget } from './chat-widget-element.ts'
