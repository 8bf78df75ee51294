export * from './hotseat.ts'
