export { createDriver, type Driver, type DriverPorts } from './driver.ts'
export { type PageSignal, watchPage } from './page-signals.ts'
export type { Clock, Socket, SocketListener } from './ports.ts'
export { openWebSocket } from './web-socket.ts'
