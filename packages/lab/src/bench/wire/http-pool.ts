import { type HttpConnection, openHttpConnection, type RawAnswer } from './http-connection.ts'

/** Keep-alive connections to one port; a request takes the one that is free for longest, or waits for the next. */
export interface HttpPool {
  send(request: Buffer): Promise<RawAnswer>
  /** Opens again what the server closed because it was idle; to be called before the clock starts. */
  refresh(): Promise<void>
  close(): void
}

/** Opens `size` connections. */
export async function openHttpPool(port: number, size: number): Promise<HttpPool> {
  const open = () => openHttpConnection(port)
  let idle = await Promise.all(Array.from({ length: size }, open))
  const waiting: ((connection: HttpConnection) => void)[] = []

  function release(connection: HttpConnection): void {
    const next = waiting.shift()
    if (next === undefined) idle.push(connection)
    else next(connection)
  }

  return {
    async send(request) {
      const free = idle.shift() ?? (await new Promise<HttpConnection>((resolve) => waiting.push(resolve)))
      const connection = free.isOpen() ? free : await open()
      try {
        return await connection.send(request)
      } finally {
        release(connection)
      }
    },
    async refresh() {
      const all = idle
      idle = []
      for (const connection of await Promise.all(all.map((each) => (each.isOpen() ? each : open())))) release(connection)
    },
    close() {
      for (const connection of idle) connection.close()
    },
  }
}
