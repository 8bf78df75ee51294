import { type ChildProcess, fork } from 'node:child_process'
import { cpuMsOf } from './process-use.ts'

/** What a worker process can be asked for, by name. */
export type Commands = { readonly [name: string]: (input: never) => unknown }
type InputOf<C extends Commands, N extends keyof C> = Parameters<C[N]>[0]
type AnswerOf<C extends Commands, N extends keyof C> = Awaited<ReturnType<C[N]>>

/** A process of its own that measures or is measured; the parent asks it one thing at a time or several. */
export interface Worker<C extends Commands> {
  readonly pid: number
  call<N extends keyof C & string>(name: N, input: InputOf<C, N>): Promise<AnswerOf<C, N>>
  /** Processor time it has used so far, user and system, in ms. */
  cpuMs(): number
  isRunning(): boolean
  /** The end of what it printed. */
  lastWords(): string
  /** Ends it with the signal and waits until it is gone. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

export type WorkerOptions = {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly nodeOptions?: readonly string[]
  /** Called with each line that the process prints; without it, what it prints is dropped. */
  readonly onOutput?: (text: string) => void
}

type Question = { readonly id: number; readonly name: string; readonly input: unknown }
type Reply = { readonly id: number; readonly answer?: unknown; readonly error?: string }

/** Starts the file as a process of its own. Both ends are this checkout, so what passes between them is not checked. */
export function startWorker<C extends Commands>(file: URL, options: WorkerOptions = {}): Worker<C> {
  const child = fork(file, options.args ?? [], {
    env: { ...process.env, ...options.env },
    execArgv: [...(options.nodeOptions ?? [])],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>()
  let nextId = 1
  let lastWords = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-2_000)
      options.onOutput?.(text)
    })
  }
  child.on('message', (reply: Reply) => {
    const asked = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.error === undefined) asked?.resolve(reply.answer as never)
    else asked?.reject(new Error(reply.error))
  })
  child.on('exit', (code, signal) => {
    for (const asked of waiting.values()) asked.reject(new Error(`worker ended (${signal ?? code}): ${lastWords}`))
    waiting.clear()
  })

  return {
    pid: child.pid ?? 0,
    call: (name, input) =>
      new Promise((resolve, reject) => {
        const id = nextId++
        waiting.set(id, { resolve, reject })
        child.send({ id, name, input } satisfies Question)
      }),
    isRunning: () => child.exitCode === null && child.signalCode === null,
    lastWords: () => lastWords,
    cpuMs: () => cpuMsOf(child.pid ?? 0),
    end: (signal = 'SIGTERM') => ended(child, signal),
  }
}

/** In a worker: answers the parent's questions, and ends when the parent is gone. */
export function serveCommands(commands: Commands): void {
  process.on('message', async (question: Question) => {
    const command = commands[question.name]
    // Another module of this process may serve it.
    if (command === undefined) return
    let reply: Reply
    try {
      reply = { id: question.id, answer: await command(question.input as never) }
    } catch (error) {
      reply = { id: question.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    }
    if (process.connected) process.send?.(reply)
  })
  process.on('disconnect', () => process.exit(0))
}

function ended(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}
