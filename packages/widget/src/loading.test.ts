import { expect, test } from 'vitest'
import { createLoading, type Handler } from './loading.ts'

const microtasks = () => new Promise((resolve) => setImmediate(resolve))

/** An element that calls its `onload` as a browser does. */
function createElement() {
  let handler: Handler = null
  const calls: string[] = []
  const call = (which: Handler) => which?.(new Event('load'))
  const loading = createLoading({ dispatch: () => call(handler), current: () => handler, call })
  const assign = (name: string) => {
    handler = () => calls.push(name)
    loading.assigned(handler)
  }
  return { loading, assign, calls }
}

test('[CW1] onload is called once: assigned before, in the task that adds the element, or afterwards', async () => {
  const before = createElement()
  before.assign('before')
  before.loading.begin()
  const within = createElement()
  within.loading.begin()
  within.assign('within')
  const after = createElement()
  after.loading.begin()
  await microtasks()
  after.assign('after')
  await microtasks()
  expect([before.calls, within.calls, after.calls]).toEqual([['before'], ['within'], ['after']])
})

test('[CW1] an element that is moved is not loaded again, and of two handlers in one task the last counts', async () => {
  const { loading, assign, calls } = createElement()
  loading.begin()
  loading.begin()
  await microtasks()
  assign('first')
  assign('second')
  loading.begin()
  await microtasks()
  expect(calls).toEqual(['second'])
})
