import { type ChildProcess, spawn } from 'node:child_process'
import { on, once } from 'node:events'
import { connect } from 'node:net'
import { findFfmpeg } from '../../../scripts/ffmpeg.ts'
import { findVirtualScreen } from '../../../scripts/virtual-screen.ts'
import { atEnd } from './recorder-rig.ts'

/** A screen with a picture that moves, until the test is over. */
export type MovingScreen = {
  readonly display: string
  /** Ends it as a machine that loses its power does. */
  off(): Promise<void>
  /** Starts it again at the same display. */
  on(): Promise<void>
}

/** A screen of its own with a picture that moves, until the test is over. */
export async function startMovingScreen(): Promise<MovingScreen> {
  findFfmpeg()
  let end: () => Promise<void> = async () => undefined
  let number = ''
  const on = async () => {
    const display = number === '' ? [] : [`:${number}`]
    const words = [...display, '-displayfd', '3', '-screen', '0', '640x480x24', '-nolisten', 'tcp', '-ac']
    const server = spawn(findVirtualScreen(), words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
    end = () => kill(server)
    atEnd(end)
    const pipe = server.stdio[3]
    if (!pipe || !('setEncoding' in pipe)) throw new Error('no pipe')
    const [text] = await once(pipe, 'data')
    number = String(text).trim()
    atEnd(await move(`/tmp/.X11-unix/X${number}`))
  }
  await on()
  return { display: `:${number}`, off: () => end(), on }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Draws on the root window, ten times a second, by the X protocol itself (X11R7.7, chapter 8): no other program has to be there. */
async function move(path: string): Promise<() => void> {
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
  let step = 0
  const draw = () => {
    step += 1
    const color = [0xff3030, 0x30ff30, 0x3060ff, 0xffff30][step % 4] ?? 0
    fill(0xc0c0c0, 0, 0, 640, 480)
    fill(color, (step * 40) % 560, (step * 25) % 400, 160, 120)
  }
  const fill = (color: number, x: number, y: number, width: number, height: number) => {
    socket.write(words([56 | (4 << 16), gc, 4, color]))
    socket.write(words([70 | (5 << 16), root, gc, x | (y << 16), width | (height << 16)]))
  }
  draw()
  const timer = setInterval(draw, 100)
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
