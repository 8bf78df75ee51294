import { once } from 'node:events'
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { serveCommands } from '../worker.ts'

/** The limit of delivery: Socket.IO, which relays a text within a room, acknowledges it, and keeps nothing. */
const commands = {
  async listen() {
    const http = createServer()
    const server = new Server(http, { transports: ['websocket'], serveClient: false })
    server.on('connection', (socket) => {
      socket.on('join', async (rooms: readonly string[], acknowledge: () => void) => {
        await socket.join([...rooms])
        acknowledge()
      })
      socket.on('say', (room: string, text: string, acknowledge: () => void) => {
        socket.to(room).emit('said', text)
        acknowledge()
      })
    })
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    const address = http.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  },
}
export type SocketIoPeer = typeof commands
serveCommands(commands)
