import { type HttpPool, openHttpPool } from '../wire/http-pool.ts'
import { serveCommands } from '../worker.ts'
import { type Customer, markAsCustomer, openCustomer, sayAsCustomer } from './chat-customer.ts'
import { type ChatDesk, openChatDesk } from './chat-desk.ts'
import { openShop } from './chat-shop.ts'
import { eachOf, siteOf } from './seat.ts'
import { createTalk, type Talk, type TalkTime, talkClock } from './talk.ts'

/** A customer and the desk that has their conversation. */
type Pair = { readonly customer: Customer; readonly desk: ChatDesk; readonly conversationId: string }

const talk: Talk = createTalk(talkClock)
const pairs: Pair[] = []
let write: Parameters<Talk['run']>[1] = async () => undefined
let refresh: HttpPool['refresh'] = async () => undefined

const fromAgent = /^\{"type":"message".*"from":"agent"/

/** Customers and agents who talk, each with a socket of their own, and mark what came, as the widget and the desk do. */
const commands = {
  /** Opens so many conversations; a desk has up to `perDesk` of them. */
  async open({ port, conversations, perDesk, lanes }: OpenChats) {
    const site = siteOf(port)
    const shop = await openShop(port)
    const pool = await openHttpPool(port, lanes)
    const takers = new Map<string, () => void>()
    const desks: ChatDesk[] = []
    const owners = new Map<string, ChatDesk>()
    let fault: unknown = null
    const onFault = (error: unknown) => {
      fault ??= error
    }
    await eachOf(numbers(Math.ceil(conversations / perDesk)), 8, async (number) => {
      const desk = await openChatDesk(pool, site, number, {
        onText: (text) => talk.heard('agent', text),
        onTaken(id) {
          owners.set(id, desk)
          takers.get(id)?.()
        },
        onFault,
      })
      desks.push(desk)
    })
    await eachOf(numbers(conversations), 16, async (number) => {
      const customer = await openCustomer(pool, shop, number)
      const conversationId = await sayAsCustomer(pool, shop, customer, 'Hello')
      if (!owners.has(conversationId))
        await new Promise<void>((resolve, reject) => {
          takers.set(conversationId, resolve)
          setTimeout(() => reject(fault ?? new Error('nobody took a conversation')), 30_000).unref()
        })
      const desk = owners.get(conversationId)
      if (desk === undefined) throw new Error('nobody has a conversation')
      customer.onText = (frame) => {
        if (!fromAgent.test(frame)) return
        const { seq, text } = (JSON.parse(frame) as { message: { seq: number; text: string } }).message
        talk.heard('customer', text)
        markAsCustomer(pool, shop, customer, { conversationId, delivered: seq, read: seq }).catch(onFault)
      }
      pairs.push({ customer, desk, conversationId })
    })
    refresh = pool.refresh
    write = async (side, turn, text) => {
      const pair = pairs[(turn * 7) % pairs.length]
      if (fault !== null) throw fault
      if (pair === undefined) throw new Error('no conversation is open')
      if (side === 'agent') await pair.desk.say(pair.conversationId, text)
      else await sayAsCustomer(pool, shop, pair.customer, text)
    }
    return { desks: desks.length, open: pairs.length }
  },
  /** Both sides write; how long it takes until the other one has the text. */
  async talk(time: TalkTime) {
    await refresh()
    return talk.run(time, write)
  },
}
type OpenChats = { readonly port: number; readonly conversations: number; readonly perDesk: number; readonly lanes: number }
export type ChatDeliveryLoad = typeof commands
serveCommands(commands)

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}
