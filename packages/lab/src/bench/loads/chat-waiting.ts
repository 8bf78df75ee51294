import { openHttpPool } from '../wire/http-pool.ts'
import { serveCommands } from '../worker.ts'
import { type Customer, openCustomer, sayAsCustomer } from './chat-customer.ts'
import { openShop } from './chat-shop.ts'
import { eachOf } from './seat.ts'

const customers: Customer[] = []

/** Customers who said something and wait for an agent. */
const commands = {
  /** Logs customers `from`… in, opens their sockets, and has each say something; resolves when each has been told where they stand. */
  async open({ port, from, count, lanes }: { port: number; from: number; count: number; lanes: number }) {
    const shop = await openShop(port)
    const pool = await openHttpPool(port, lanes)
    const numbers = Array.from({ length: count }, (_, index) => from + index)
    await eachOf(numbers, lanes, async (number) => {
      const customer = await openCustomer(pool, shop, number)
      const told = new Promise<void>((resolve) => {
        customer.onText = (frame) => {
          if (frame.startsWith('{"type":"conversation"') && frame.includes('"state":"waiting"')) resolve()
        }
      })
      await sayAsCustomer(pool, shop, customer, 'Hello, is anybody there?')
      await told
      customer.onText = () => undefined
      customers.push(customer)
    })
    pool.close()
  },
}
export type ChatWaitingLoad = typeof commands
serveCommands(commands)
