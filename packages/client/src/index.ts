export { createHotseat, type HotseatOptions } from './create-hotseat.ts'
export * from './hotseat.ts'
export type {
  Channel,
  Clock,
  FetchAnswer,
  KeyMaker,
  Locks,
  Signal,
  Socket,
  SocketListener,
  Store,
  TabLabels,
  World,
} from './world.ts'
