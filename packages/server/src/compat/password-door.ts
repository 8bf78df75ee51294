import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * What may look at a password: the routes and messages that an adapter says it of, which the lockout's test takes from there
 * (S-12). Whatever else gets to one is a fault of ours.
 */
export type PasswordDoor = {
  /** Runs what a route or message on the list does. */
  through<T>(task: () => T): T
  /** Whether what runs now came through. */
  isOpen(): boolean
}

/** A door that follows the calls through their awaits. */
export function createPasswordDoor(): PasswordDoor {
  const within = new AsyncLocalStorage<true>()
  return {
    through: (task) => within.run(true, task),
    isOpen: () => within.getStore() === true,
  }
}
