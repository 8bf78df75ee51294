/** Listeners by event. A listener that throws spoils neither the others nor the client: the error is reported as uncaught. */
export function createEmitter<Events extends object>() {
  const listeners: { [E in keyof Events]?: Set<(value: Events[E]) => void> } = {}
  return {
    on<E extends keyof Events>(event: E, listener: (value: Events[E]) => void): () => void {
      const heard = listeners[event] ?? new Set()
      listeners[event] = heard
      heard.add(listener)
      return () => {
        heard.delete(listener)
      }
    },
    emit<E extends keyof Events>(event: E, value: Events[E]): void {
      for (const listener of [...(listeners[event] ?? [])]) {
        try {
          listener(value)
        } catch (error) {
          queueMicrotask(() => {
            throw error
          })
        }
      }
    },
  }
}
