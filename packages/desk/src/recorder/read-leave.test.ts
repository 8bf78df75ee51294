import { expect, test } from 'vitest'
import { watchLeave } from './read-leave.ts'
import type { Leave } from './recorder-link.ts'

/** A browser's permission, whose state a person changes in the settings. */
class Status extends EventTarget {
  onchange = null
  readonly name: string
  state: PermissionState
  constructor(name: string, state: PermissionState) {
    super()
    this.name = name
    this.state = state
  }
  change(state: PermissionState) {
    this.state = state
    this.dispatchEvent(new Event('change'))
  }
}

/** A page in a browser that knows these permissions and rejects every other name. */
function openPage(known: readonly Status[], hostname = 'desk.example') {
  const asked: string[] = []
  const told: Leave[] = []
  const permissions = {
    async query({ name }: { readonly name: string }) {
      asked.push(name)
      const found = known.find((each) => each.name === name)
      if (found === undefined) throw new TypeError(`${name} is no permission`)
      return found
    },
  }
  return { asked, told, watch: watchLeave({ hostname, permissions }, (leave) => told.push(leave)) }
}

test('[DKR2] [S-43] the newer name of the leave is asked for first, the older one by a browser that knows no other', async () => {
  const both = openPage([new Status('local-network-access', 'denied'), new Status('loopback-network', 'granted')])
  expect(await both.watch.read()).toBe('granted')
  expect(both.asked).toEqual(['loopback-network'])
  const older = openPage([new Status('local-network-access', 'prompt')])
  expect(await older.watch.read()).toBe('prompt')
})

test('[DKR2] a browser without such a leave, and a page without permissions, is simply tried', async () => {
  const none = openPage([])
  expect(await none.watch.read()).toBe('unknown')
  expect(none.asked).toEqual(['loopback-network', 'local-network-access'])
  expect(await watchLeave({ hostname: 'desk.example', permissions: undefined }, () => undefined).read()).toBe('unknown')
})

test.each(['localhost', '127.0.0.1', '[::1]'])(
  '[DKR2] a page of %s needs no leave, whatever the browser says',
  async (hostname) => {
    const { watch, asked } = openPage([new Status('loopback-network', 'prompt')], hostname)
    expect(await watch.read()).toBe('unknown')
    expect(asked).toEqual([])
  },
)

test('[DKR2] [S-43] what changes in the browser is told at once, once, and no more after the end', async () => {
  const status = new Status('loopback-network', 'prompt')
  const { watch, asked, told } = openPage([status])
  expect(await watch.read()).toBe('prompt')
  status.change('granted')
  expect(await watch.read()).toBe('granted')
  expect(asked).toHaveLength(1)
  watch.close()
  status.change('denied')
  expect(told).toEqual(['granted'])
})
