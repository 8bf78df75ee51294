import { afterEach, expect, test } from 'vitest'
import { type LinkInput, type LinkState, unwanted } from './recorder-link.ts'
import type { RunningLink } from './run-link.ts'
import { shareLink } from './share-link.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})
let scopes = 0
const newScope = () => {
  scopes += 1
  return `demo u-${scopes}`
}
const signedIn: LinkState = { kind: 'signedIn', username: 'agent01', recording: 'no' }
const prompt: LinkState = { kind: 'prompt', username: 'agent01' }

/** A tab; `own` is its own link once it is its turn, set to what it sees by hand. The locks and the channel are the platform's. */
function openTab(scope: string, locks: LockManager | null = navigator.locks) {
  const own = {
    state: unwanted as LinkState,
    told: [] as LinkInput[],
    isOpen: false,
    see(_state: LinkState) {},
  }
  const asked: string[] = []
  function start(): RunningLink {
    let changed: () => void = () => undefined
    own.isOpen = true
    own.see = (state) => {
      own.state = state
      changed()
    }
    return {
      get state() {
        return own.state
      },
      tell: (input) => own.told.push(input),
      subscribe(listener) {
        changed = listener
        return () => undefined
      },
      close() {
        own.isOpen = false
      },
    }
  }
  const link = shareLink({ locks, scope, start, askBrowser: () => asked.push('browser') })
  closers.push(link.close)
  return { link, own, asked }
}
const turnOf = ({ own }: ReturnType<typeof openTab>) => expect.poll(() => own.isOpen).toBe(true)
const sees = ({ link }: ReturnType<typeof openTab>, state: LinkState) => expect.poll(() => link.state).toEqual(state)

test('[DKR11] one tab speaks for all, whoever comes later sees what it sees, and the next one takes its place', async () => {
  const scope = newScope()
  const first = openTab(scope)
  await turnOf(first)
  first.own.see(signedIn)
  const second = openTab(scope)
  await sees(second, signedIn)
  let news = 0
  second.link.subscribe(() => (news += 1))
  first.own.see({ ...signedIn, recording: 'running' })
  await sees(second, { ...signedIn, recording: 'running' })
  expect([news, second.own.isOpen]).toEqual([1, false])
  first.link.close()
  expect(first.own.isOpen).toBe(false)
  await turnOf(second)
  second.own.see(signedIn)
  expect(second.link.state).toEqual(signedIn)
})

test('[DKR11] [DKR2] a button that is pressed in another tab counts; the browser’s question is asked where it was pressed', async () => {
  const scope = newScope()
  const first = openTab(scope)
  await turnOf(first)
  first.own.see({ kind: 'denied', username: 'agent01' })
  const second = openTab(scope)
  await sees(second, { kind: 'denied', username: 'agent01' })
  second.link.tell({ type: 'connectAsked' })
  await expect.poll(() => first.own.told).toEqual([{ type: 'connectAsked' }])
  first.own.see(prompt)
  await sees(second, prompt)
  second.link.tell({ type: 'connectAsked' })
  // Both tabs hear of the same events; one of them tells the recorder.
  second.link.tell({ type: 'stirred' })
  first.link.tell({ type: 'connectAsked' })
  expect(second.asked).toEqual(['browser'])
  await expect.poll(() => first.own.told).toEqual([{ type: 'connectAsked' }, { type: 'connectAsked' }])
  expect(first.asked).toEqual([])
})

test('[DKR11] tabs of two people each have a link, and so has each tab where the browser has no locks', async () => {
  const tabs = [openTab(newScope()), openTab(newScope())]
  for (const tab of tabs) await turnOf(tab)
  const scope = newScope()
  const bare = [openTab(scope, null), openTab(scope, null)]
  expect(bare.map(({ own }) => own.isOpen)).toEqual([true, true])
})

test('[DKR11] a tab that goes before its turn never has one, and words of another version change nothing', async () => {
  const scope = newScope()
  const first = openTab(scope)
  await turnOf(first)
  first.own.see(signedIn)
  const [second, third] = [openTab(scope), openTab(scope)]
  await sees(third, signedIn)
  const other = new BroadcastChannel(`hotseat-recorder ${scope}`)
  for (const word of [null, 'seen', {}, { type: 'seen' }, { type: 'seen', state: { kind: 'toString' } }, { type: 'left' }])
    other.postMessage(word)
  other.postMessage({ type: 'seen', state: prompt })
  await sees(third, prompt)
  other.close()
  expect(first.link.state).toEqual(signedIn)
  second.link.close()
  first.link.close()
  await turnOf(third)
  expect(second.own.isOpen).toBe(false)
})
