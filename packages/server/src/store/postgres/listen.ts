import type { Clock } from '../../ports.ts'
import { createListener } from './postgres-pool.ts'
import { feedChannel } from './postgres-statements.ts'

export type Listening = {
  readonly url: string
  readonly clock: Pick<Clock, 'after'>
  readonly retryMs: number
  /** A tenant's head, as a node has committed it. */
  readonly onHead: (tenantId: string, head: number) => void
  readonly onFault: (error: unknown) => void
}

/** Hears of other nodes' commits, and comes back when the connection is lost. The returned function ends it. */
export function listen({ url, clock, retryMs, onHead, onFault }: Listening): () => Promise<void> {
  let stopped = false
  let cancel = (): void => undefined
  let leave = async (): Promise<void> => undefined

  function connect(): void {
    const client = createListener(url)
    let lost = false
    const onLost = (error?: unknown): void => {
      if (lost) return
      lost = true
      client.end().catch(() => undefined)
      if (stopped) return
      onFault(error ?? new Error('the connection that listens was closed'))
      cancel = clock.after(retryMs, connect)
    }
    leave = () => client.end()
    client.on('error', onLost)
    client.on('end', () => onLost())
    client.on('notification', ({ payload = '' }) => {
      const colon = payload.indexOf(':')
      onHead(payload.slice(colon + 1), Number(payload.slice(0, colon)))
    })
    client
      .connect()
      .then(() => client.query(`listen ${feedChannel}`))
      .catch(onLost)
  }

  connect()
  return async () => {
    stopped = true
    cancel()
    await leave()
  }
}
