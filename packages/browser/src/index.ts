export { createDriver, type Driver, type DriverPorts } from './driver.ts'
export { createLongTimer } from './long-timer.ts'
export type { Clock, PageSignal, Socket, SocketListener } from './ports.ts'
