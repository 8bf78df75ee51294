import { type HttpConnection, openHttpConnection, type RawAnswer } from './http-connection.ts'

/** Keep-alive connections to one port; a request takes one that is free, or waits for the next. */
export interface HttpPool {
  send(request: Buffer): Promise<RawAnswer>
  close(): void
}

/** Opens `size` connections. */
export async function openHttpPool(port: number, size: number): Promise<HttpPool> {
  const all = await Promise.all(Array.from({ length: size }, () => openHttpConnection(port)))
  const idle = [...all]
  const waiting: ((connection: HttpConnection) => void)[] = []
  return {
    async send(request) {
      const connection = idle.pop() ?? (await new Promise<HttpConnection>((resolve) => waiting.push(resolve)))
      try {
        return await connection.send(request)
      } finally {
        const next = waiting.shift()
        if (next === undefined) idle.push(connection)
        else next(connection)
      }
    },
    close() {
      for (const connection of all) connection.close()
    },
  }
}
