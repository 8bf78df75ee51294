import { encodeRequest } from '../wire/http-connection.ts'
import type { HttpPool } from '../wire/http-pool.ts'
import { encodeTextFrame, openRawSocket, type RawSocket } from '../wire/socket-frames.ts'
import { encodeLogin, type Shop, shopHeaders, signToken } from './chat-shop.ts'
import { requireJson } from './seat.ts'

/** One customer with the chat open in a page of the shop. */
export type Customer = { readonly session: string; readonly socket: RawSocket; onText: (text: string) => void }

/** Logs the customer with this number in, and opens their socket; resolves when it said hello. */
export async function openCustomer(pool: HttpPool, shop: Shop, number: number): Promise<Customer> {
  const answer = await pool.send(encodeLogin(shop, signToken(shop, number, Date.now())))
  const { session } = requireJson<{ session: { token: string } }>(answer)
  const socket = await openRawSocket(shop.port, '/chat/v1/feed', shopHeaders(shop))
  const customer: Customer = { session: session.token, socket, onText: () => undefined }
  await new Promise<void>((resolve, reject) => {
    socket.onClose(() => reject(new Error('the chat closed a customer’s socket')))
    socket.onText((text) => (text.startsWith('{"type":"hello"') ? resolve() : reject(new Error(text))))
    socket.write(encodeTextFrame(JSON.stringify({ type: 'auth', token: session.token, after: {} })))
  })
  socket.onText((text) => customer.onText(text))
  return customer
}

/** Says something; resolves when it is acknowledged, with the conversation that it is in. */
export async function sayAsCustomer(pool: HttpPool, shop: Shop, { session }: Customer, text: string): Promise<string> {
  const request = encodeRequest('POST', '/chat/v1/messages', shopHeaders(shop, session), { clientId: clientId(), text })
  return requireJson<{ conversation: { id: string } }>(await pool.send(request)).conversation.id
}

/** Tells how far the customer has come. */
export async function markAsCustomer(pool: HttpPool, shop: Shop, { session }: Customer, mark: Mark): Promise<void> {
  requireJson(await pool.send(encodeRequest('PUT', '/chat/v1/marks', shopHeaders(shop, session), mark)))
}
type Mark = { readonly conversationId: string; readonly delivered: number; readonly read: number }

let lastClientId = 0

/** An id that no other message of this process has. */
export function clientId(): string {
  lastClientId += 1
  return `bench-${lastClientId}-${process.pid}`
}
