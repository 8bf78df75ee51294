import type { Layer } from './layer.ts'

/** Work on a layer; `isOver` turns true when its promise has settled. */
export type Work<T> = (layer: Layer, isOver: () => boolean) => Promise<T>

/** One waiting unit of work. */
export type Unit = {
  /** Does the work on the layer; false when it threw. May be called again on another layer. */
  readonly run: (layer: Layer) => Promise<boolean>
  /** Tells the caller how the last run ended. */
  readonly settle: () => void
  /** Tells the caller that nothing was done. */
  readonly reject: (reason: unknown) => void
}

/** A unit of work and the promise of its caller. How a run ended is kept until the batch is durable: it may have read it. */
export function createUnit<T>(work: Work<T>): readonly [Unit, Promise<T>] {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  let settle = (): void => reject(new Error('the unit of work never ran'))
  const unit: Unit = {
    async run(layer) {
      let over = false
      try {
        const value = await work(layer, () => over)
        settle = () => resolve(value)
        return true
      } catch (error) {
        settle = () => reject(error)
        return false
      } finally {
        over = true
      }
    },
    settle: () => settle(),
    reject,
  }
  return [unit, promise]
}
