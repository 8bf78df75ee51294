export { createServer, type Given, type HotseatServer, type Started } from './compose.ts'
export { type Config, ConfigError, parseConfig } from './config.ts'
export { realWorld, type World } from './real-world.ts'
