export type Handler = ((event: Event) => unknown) | null

/** When a page's `onload` is called: once, whether it is assigned before the element can be called, in the same task, or long after. */
export function createLoading({
  dispatch,
  current,
  call,
}: {
  /** Tells whoever listens by then, the page's `onload` among them. */
  readonly dispatch: () => void
  readonly current: () => Handler
  readonly call: (handler: Handler) => void
}) {
  let isBegun = false
  let isTold = false
  return {
    /** The element is on a page. */
    begin(): void {
      if (isBegun) return
      isBegun = true
      queueMicrotask(() => {
        isTold = true
        dispatch()
      })
    },
    /** Until it was told the event itself finds the handler; one that came later never hears of it but from here. */
    assigned(handler: Handler): void {
      if (isTold && typeof handler === 'function') queueMicrotask(() => current() === handler && call(handler))
    },
  }
}
