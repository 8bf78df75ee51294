import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'
import { beforeEach, expect, test } from 'vitest'
import { createTestClock, type TestClock } from '../../../test/test-clock.ts'

const library = readFileSync(new URL('./page/pubsub.js', import.meta.url), 'utf8')

/** A question for the server, to be answered by the test. */
type Question = { readonly signal: AbortSignal; answer(waitMs: number): Promise<void>; fail(): Promise<void> }

/** A line that the library opened, at whose other end the test is. */
class FakeSocket {
  onopen = () => undefined
  onclose: (() => void) | null = null
  onmessage: ((frame: { data: string }) => void) | null = null
  isClosed = false
  readonly sent: string[] = []
  send(text: string) {
    this.sent.push(text)
  }
  close() {
    this.isClosed = true
  }
}

let clock: TestClock
let questions: Question[]
let sockets: FakeSocket[]
let goOnline: () => void
let page: { register(channel: string, source: string): Promise<void>; unregister(): void }

/** Lets what was promised happen. */
const settle = async () => {
  for (let each = 0; each < 10; each++) await Promise.resolve()
}

beforeEach(() => {
  clock = createTestClock()
  questions = []
  sockets = []
  const running = new Map<number, () => void>()
  const context = createContext({
    ...{ URL, AbortController },
    location: { href: 'https://desk.example/' },
    setTimeout: (run: () => void, ms = 0) => {
      const id = running.size + 1
      running.set(id, clock.after(ms, run))
      return id
    },
    clearTimeout: (id: number) => running.get(id)?.(),
    addEventListener: (_name: 'online', listener: () => void) => {
      goOnline = listener
    },
    WebSocket: class extends FakeSocket {
      constructor() {
        super()
        sockets.push(this)
      }
    },
    fetch: (_url: URL, { signal }: { signal: AbortSignal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')))
        questions.push({
          signal,
          async answer(waitMs) {
            resolve({ ok: true, json: async () => ({ waitMs }) })
            await settle()
          },
          async fail() {
            reject(new Error('no network'))
            await settle()
          },
        })
      }),
  })
  runInContext(library, context)
  page = (context as unknown as { PubSub: typeof page }).PubSub
})

/** Registered, and the line is lost: the library asks whether the server is there. */
async function lose() {
  void page.register('Cisco', 'crm')
  const [line] = sockets
  line?.onopen()
  line?.onmessage?.({ data: JSON.stringify({ channel: 'Cisco', topic: 'Registration', subtopic: 'Registered', message: {} }) })
  line?.onclose?.()
  clock.advance(0)
  expect([sockets.length, questions.length]).toEqual([1, 1])
}
const openLines = () => sockets.slice(1).filter(({ isClosed }) => !isClosed).length
const asked = () => questions.filter(({ signal }) => !signal.aborted).length

test('[AQ45] a question that nobody answers is given up after ten seconds and asked anew', async () => {
  await lose()
  clock.advance(9_999)
  expect([questions.length, asked()]).toEqual([1, 1])
  clock.advance(1)
  await settle()
  expect([questions.length, asked()]).toEqual([1, 0])
  clock.advance(3_000)
  expect([questions.length, asked()]).toEqual([2, 1])
  // What comes for the first one counts no more.
  await questions[0]?.answer(0)
  clock.advance(0)
  expect(openLines()).toBe(0)
  await questions[1]?.answer(0)
  clock.advance(0)
  expect(openLines()).toBe(1)
})

test('[AQ45] online while a question is under way: it is asked anew, and one line is opened', async () => {
  await lose()
  goOnline()
  goOnline()
  clock.advance(0)
  await settle()
  expect([questions.length, asked()]).toEqual([2, 1])
  await questions[1]?.answer(500)
  await questions[0]?.answer(0)
  clock.advance(499)
  expect(openLines()).toBe(0)
  clock.advance(1)
  expect(openLines()).toBe(1)
  // The line that is being opened is an attempt of its own.
  goOnline()
  clock.advance(5_000)
  expect([questions.length, openLines()]).toEqual([2, 1])
})

test('[AQ45] online while the server has it wait: the turn is kept', async () => {
  await lose()
  await questions[0]?.answer(8_000)
  clock.advance(4_000)
  goOnline()
  clock.advance(3_999)
  expect([questions.length, openLines()]).toEqual([1, 0])
  clock.advance(1)
  expect([questions.length, openLines()]).toEqual([1, 1])
})

test('[AQ45] online while it waits for the next attempt: asked at once', async () => {
  await lose()
  await questions[0]?.fail()
  goOnline()
  clock.advance(0)
  expect(questions).toHaveLength(2)
  clock.advance(3_000)
  expect([questions.length, asked()]).toEqual([2, 1])
  await questions[1]?.answer(0)
  clock.advance(0)
  expect(openLines()).toBe(1)
})

test('[AQ45] who leaves the bus and joins it again has one line, whatever was under way', async () => {
  await lose()
  page.unregister()
  void page.register('Cisco', 'crm')
  await questions[0]?.answer(0)
  clock.advance(60_000)
  await settle()
  expect(sockets.slice(1).filter(({ isClosed }) => !isClosed).length).toBeLessThanOrEqual(1)
  expect(questions[0]?.signal.aborted).toBe(true)
})
