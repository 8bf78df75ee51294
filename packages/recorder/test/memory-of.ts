import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { WebSocket } from 'ws'
import { atEnd } from './recorder-rig.ts'

/** What Node is told so that its memory can be asked for. */
export const inspectable = ['--inspect=127.0.0.1:0']

/** Asks a process, by its debugger, what it holds when the garbage is gone, in bytes: objects and buffers. `said`: what it wrote at its start. */
export async function memoryOf(said: string): Promise<() => Promise<number>> {
  const address = /Debugger listening on (ws:\S+)/.exec(said)?.[1]
  if (address === undefined) throw new Error('the process has no debugger')
  const socket = new WebSocket(address)
  atEnd(() => socket.terminate())
  await once(socket, 'open')
  const waiting = new Map<number, (result: unknown) => void>()
  socket.on('message', (text) => {
    const { id, result } = JSON.parse(String(text))
    waiting.get(id)?.(result)
    waiting.delete(id)
  })
  let asked = 0
  const ask = (method: string, params: object) =>
    new Promise<unknown>((resolve) => {
      asked += 1
      waiting.set(asked, resolve)
      socket.send(JSON.stringify({ id: asked, method, params }))
    })
  const expression = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())'
  return async () => {
    await ask('HeapProfiler.collectGarbage', {})
    const answer = (await ask('Runtime.evaluate', { expression, returnByValue: true })) as { result: { value: number } }
    return answer.result.value
  }
}

/** The most that a process ever had in memory, in bytes. */
export async function peakOf(pid: number): Promise<number> {
  return Number(/VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
}
