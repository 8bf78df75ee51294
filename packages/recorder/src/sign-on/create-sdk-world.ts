import type { Store, World } from '@hotseat/client'
import { WebSocket } from 'ws'
import type { Clock, Random } from '../ports.ts'
import { fetchPinned } from './fetch-pinned.ts'

/** Where the client runs here: in a process that outlives its pages, with one key. No request follows a redirect (spec LB10, S-42). */
export function createSdkWorld(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  store: Store,
  pair: CryptoKeyPair,
): World {
  const { subtle } = crypto
  return {
    pageOrigin: null,
    clock,
    store,
    subtle: {
      // There is one key, and it is kept: a recorder that changed it would be another one (spec RC14).
      generateKey: async () => pair,
      exportKey: (format, key) => subtle.exportKey(format, key),
      sign: (algorithm, key, data) => subtle.sign(algorithm, key, data),
      digest: (algorithm, data) => subtle.digest(algorithm, data),
    },
    tabLabels: null,
    locks: null,
    fetch: fetchPinned,
    openSocket(url, listener) {
      const socket = new WebSocket(url, { followRedirects: false, handshakeTimeout: 15_000, maxPayload: 4 * 1024 * 1024 })
      let heard = true
      socket.on('open', () => {
        if (heard) listener.onOpen()
      })
      socket.on('message', (data, isBinary) => {
        if (heard && !isBinary) listener.onText(String(data))
      })
      // What went wrong is told by the close that follows.
      socket.on('error', () => undefined)
      socket.on('close', () => {
        if (heard) listener.onClose()
        heard = false
      })
      return {
        send(text) {
          if (socket.readyState !== WebSocket.OPEN) return false
          socket.send(text)
          return true
        },
        close() {
          heard = false
          socket.close()
        },
      }
    },
    openChannel: () => null,
    random: random.fraction,
    randomLabel: () => Buffer.from(random.bytes(16)).toString('hex'),
    watch: () => () => undefined,
  }
}
