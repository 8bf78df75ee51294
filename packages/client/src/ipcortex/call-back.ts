/**
 * Calls a callback of the page. What it throws is the page's own mistake: it is reported as uncaught, and makes no call of this API
 * fail that went well.
 */
export function callBack<Told extends readonly unknown[]>(callback: (...told: Told) => unknown, ...told: Told): void {
  try {
    callback(...told)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
