import { type ChildProcess, spawn } from 'node:child_process'
import { on, once } from 'node:events'
import { connect } from 'node:net'
import { findVirtualScreen } from './virtual-screen.ts'

/** A screen of its own, without a window on it. */
export type MovingScreen = { readonly display: string; stop(): Promise<void> }
export type MovingScreenOptions = {
  readonly width?: number
  readonly height?: number
  /** Whether something moves on it, ten times a second. */
  readonly moves?: boolean
  /** Its name, such as `:7`; any that is free without it. */
  readonly display?: string
}

/** Starts an Xvfb with a picture that moves, until it is stopped. */
export async function startMovingScreen({
  width = 640,
  height = 480,
  moves = true,
  display,
}: MovingScreenOptions = {}): Promise<MovingScreen> {
  const named = display === undefined ? [] : [display]
  const size = ['-screen', '0', `${width}x${height}x24`]
  const server = spawn(findVirtualScreen(), [...named, '-displayfd', '3', ...size, '-nolisten', 'tcp', '-ac'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  try {
    const pipe = server.stdio[3]
    if (!pipe || !('setEncoding' in pipe)) throw new Error('no pipe')
    const [text] = await once(pipe, 'data')
    const number = String(text).trim()
    const still = await draw(`/tmp/.X11-unix/X${number}`, { width, height, moves })
    const stop = async () => {
      still()
      await end(server)
    }
    return { display: `:${number}`, stop }
  } catch (error) {
    await end(server)
    throw error
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Draws on the root window by the X protocol itself (X11R7.7, chapter 8): no other program has to be there. The returned function ends it. */
async function draw(path: string, { width, height, moves }: Required<Omit<MovingScreenOptions, 'display'>>): Promise<() => void> {
  const socket = connect(path)
  await once(socket, 'connect')
  const hello = Buffer.alloc(12)
  hello.write('l')
  hello.writeUInt16LE(11, 2)
  socket.write(hello)
  let setup = Buffer.alloc(0)
  const isWhole = () => setup.length >= 8 && setup.length >= 8 + setup.readUInt16LE(6) * 4
  for await (const [chunk] of on(socket, 'data')) {
    setup = Buffer.concat([setup, chunk])
    if (isWhole()) break
  }
  if (setup.readUInt8(0) !== 1) throw new Error('the X server does not let us in')
  const gc = setup.readUInt32LE(12)
  const screenAt = 40 + Math.ceil(setup.readUInt16LE(24) / 4) * 4 + setup.readUInt8(29) * 8
  const root = setup.readUInt32LE(screenAt)
  // CreateGC, then for each picture ChangeGC (the foreground) and PolyFillRectangle.
  socket.write(words([55 | (4 << 16), gc, root, 0]))
  const fill = (color: number, x: number, y: number, wide: number, high: number) => {
    socket.write(words([56 | (4 << 16), gc, 4, color]))
    socket.write(words([70 | (5 << 16), root, gc, x | (y << 16), wide | (high << 16)]))
  }
  const [wide, high] = [Math.floor(width / 4), Math.floor(height / 4)]
  let step = 0
  const drawNext = () => {
    step += 1
    const color = [0xff3030, 0x30ff30, 0x3060ff, 0xffff30][step % 4] ?? 0
    fill(0xc0c0c0, 0, 0, width, height)
    fill(color, (step * 40) % (width - wide), (step * 25) % (height - high), wide, high)
  }
  drawNext()
  const timer = moves ? setInterval(drawNext, 100) : undefined
  socket.on('error', () => undefined)
  return () => {
    clearInterval(timer)
    socket.destroy()
  }
}

function words(all: readonly number[]): Buffer {
  const bytes = Buffer.alloc(all.length * 4)
  for (const [at, word] of all.entries()) bytes.writeInt32LE(word | 0, at * 4)
  return bytes
}
