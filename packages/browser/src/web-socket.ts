import type { Socket, SocketListener } from './ports.ts'

/** A WebSocket of the browser or of Node behind the port; a closed one is never heard of again. */
export function openWebSocket(url: string, listener: SocketListener): Socket {
  const socket = new WebSocket(url)
  let heard = true
  socket.addEventListener('open', () => {
    if (heard) listener.onOpen()
  })
  socket.addEventListener('message', ({ data }) => {
    if (heard && typeof data === 'string') listener.onText(data)
  })
  socket.addEventListener('close', () => {
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
}
