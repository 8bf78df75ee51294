export { watchPage } from './page-signals.ts'
export { openWebSocket } from './web-socket.ts'
