import type pg from 'pg'
import type { Clock } from '../../ports.ts'
import { createListener } from './postgres-pool.ts'
import { feedChannel, wordChannel } from './postgres-statements.ts'

export type Listening = {
  readonly url: string
  readonly clock: Pick<Clock, 'after'>
  readonly retryMs: number
  /** A tenant's head, as a node has committed it. */
  readonly onHead: (tenantId: string, head: number) => void
  /** A fleeting word of any node, this one included. */
  readonly onWord: (word: string) => void
  readonly onFault: (error: unknown) => void
}

/** What a node hears the others by, and whispers by: a connection beside the pool, so that words wait for no unit of work. */
export type Line = { tell(word: string): void; close(): Promise<void> }

/** So many words wait while those before them are on their way; more are lost. */
const mostWords = 100

/** Hears of other nodes' commits and words, and comes back when the connection is lost. */
export function listen({ url, clock, retryMs, onHead, onWord, onFault }: Listening): Line {
  let stopped = false
  let cancel = (): void => undefined
  let leave = async (): Promise<void> => undefined
  let voice: Voice | null = null

  function connect(): void {
    const client = createListener(url)
    let lost = false
    const onLost = (error?: unknown): void => {
      if (lost) return
      lost = true
      voice = null
      client.end().catch(() => undefined)
      if (stopped) return
      onFault(error ?? new Error('the connection that listens was closed'))
      cancel = clock.after(retryMs, connect)
    }
    leave = () => client.end()
    client.on('error', onLost)
    client.on('end', () => onLost())
    client.on('notification', ({ channel, payload = '' }) => {
      if (channel === wordChannel) return onWord(payload)
      const colon = payload.indexOf(':')
      onHead(payload.slice(colon + 1), Number(payload.slice(0, colon)))
    })
    client
      .connect()
      // A word need not be on the disk: its commit, for which those of the nodes' units wait in turn, is over at once.
      .then(() => client.query(`listen ${feedChannel}; listen ${wordChannel}; set synchronous_commit = off`))
      .then(() => {
        voice = createVoice(client, (error) => lost || stopped || onFault(error))
      })
      .catch(onLost)
  }

  connect()
  return {
    tell: (word) => voice?.tell(word),
    async close() {
      stopped = true
      cancel()
      await leave()
    },
  }
}

type Voice = Pick<Line, 'tell'>

/** One statement at a time, with all words that came meanwhile: a flood costs no more than that, and keeps no commit waiting. */
function createVoice(client: pg.Client, onFault: (error: unknown) => void): Voice {
  let words: string[] = []
  let isTelling = false

  function tellAll(): void {
    if (isTelling || words.length === 0) return
    isTelling = true
    const told = words
    words = []
    void client
      .query('select pg_notify($1, word) from unnest($2::text[]) as told (word)', [wordChannel, told])
      // What could not be said is lost; the connection goes on listening.
      .catch(onFault)
      .then(() => {
        isTelling = false
        tellAll()
      })
  }
  return {
    tell(word) {
      if (words.length >= mostWords) return
      words.push(word)
      tellAll()
    },
  }
}
