import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A screen to record: an X display, 640 by 480 unless said otherwise, on which something moves. */
export type Screen = { readonly display: string; stop(): Promise<void> }
export type ScreenOptions = { readonly width?: number; readonly height?: number; readonly moves?: boolean }

const program = fileURLToPath(new URL('../../../../scripts/show-screen.ts', import.meta.url))

/** Starts one in a process of its own; with it there is an ffmpeg on the path. Rejects with what is missing. */
export async function startScreen({ width = 640, height = 480, moves = true }: ScreenOptions = {}): Promise<Screen> {
  const words = ['--width', String(width), '--height', String(height), ...(moves ? [] : ['--still'])]
  const child = spawn(process.execPath, [program, ...words], { stdio: ['pipe', 'pipe', 'inherit'] })
  const failed = once(child, 'exit').then(() => {
    throw new Error('there is no screen to record')
  })
  const display = await Promise.race([once(child.stdout, 'data').then(([text]) => String(text).trim()), failed])
  failed.catch(() => undefined)
  return { display, stop: () => stop(child) }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.stdin?.end()
  await once(child, 'exit')
}
