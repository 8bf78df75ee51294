/** A customer's chat without its face, for whoever brings a world of their own: the simulator. Not for web sites. */
export type { PageSignal, Socket, SocketListener } from '@hotseat/browser'
export { ChatError } from './chat-error.ts'
export { createCustomerChat } from './customer-chat.ts'
export { knownSeq } from './merge-threads.ts'
export { liveThread } from './reduce.ts'
export type { ViewState } from './view-state.ts'
export type { Shelf, World } from './world.ts'
