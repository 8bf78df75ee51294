import { type ClientOptions, WebSocket } from 'ws'

/** A frame as it came: the tests look at its members. */
export type Frame = { readonly type: string; readonly [member: string]: unknown }

/** A feed socket with the frames it got. */
export type FeedClient = {
  readonly socket: WebSocket
  /** The next frame, or undefined when the socket closed before. */
  next(): Promise<Frame | undefined>
  /** The first frame of this type from here on; what comes before it is dropped. */
  nextOf(type: string): Promise<Frame | undefined>
  /** The close code. */
  readonly closed: Promise<number>
}

/** Opens the feed of the server at `url` (`http://…`). */
export function openFeed(
  url: string,
  headers: Record<string, string>,
  options: ClientOptions & { query?: string } = {},
): FeedClient {
  const { query = '', ...rest } = options
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/feed${query}`, { ...rest, headers })
  const frames: Frame[] = []
  const waiting: (() => void)[] = []
  const wake = () => {
    for (const resume of waiting.splice(0)) resume()
  }
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)))
    wake()
  })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  socket.on('close', wake)
  socket.on('error', wake)
  const next = async () => {
    while (frames.length === 0 && socket.readyState <= WebSocket.OPEN) await new Promise<void>((resume) => waiting.push(resume))
    return frames.shift()
  }
  const nextOf = async (type: string) => {
    for (;;) {
      const frame = await next()
      if (frame === undefined || frame.type === type) return frame
    }
  }
  return { socket, next, nextOf, closed }
}
