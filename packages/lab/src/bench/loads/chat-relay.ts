import { io, type Socket } from 'socket.io-client'
import { serveCommands } from '../worker.ts'
import { eachOf } from './seat.ts'
import { createTalk, type Side, type TalkTime, talkClock } from './talk.ts'

const talk = createTalk(talkClock)
/** By conversation: the customer's socket, and that of the desk that has it. */
const pairs: Record<Side, Socket>[] = []

/** Opens a socket in the rooms of these conversations. */
async function openSocket(port: number, side: Side, rooms: readonly number[]): Promise<Socket> {
  const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true, reconnection: false })
  socket.on('said', (text: string) => talk.heard(side, text))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  await socket.emitWithAck('join', rooms.map(String))
  return socket
}

/** The same talk as that of the chat's load, between as many sockets of Socket.IO's own client. */
const commands = {
  async open({ port, conversations, perDesk }: { port: number; conversations: number; perDesk: number }) {
    const desks = Array.from({ length: Math.ceil(conversations / perDesk) }, (_, index) => index)
    await eachOf(desks, 16, async (desk) => {
      const rooms = Array.from({ length: perDesk }, (_, index) => desk * perDesk + index).filter((room) => room < conversations)
      const agent = await openSocket(port, 'agent', rooms)
      for (const room of rooms) pairs[room] = { agent, customer: await openSocket(port, 'customer', [room]) }
    })
  },
  talk: (time: TalkTime) =>
    talk.run(time, async (side, turn, text) => {
      const room = (turn * 7) % pairs.length
      await pairs[room]?.[side].emitWithAck('say', String(room), text)
    }),
}
export type ChatRelayLoad = typeof commands
serveCommands(commands)
