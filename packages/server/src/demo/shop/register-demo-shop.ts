import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { findDemoShopKey } from '../demo-shop-key.ts'
import { type ShopCustomer, shopCustomers } from './shop-customers.ts'
import { signChatToken } from './sign-chat-token.ts'

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

/** The ways to use the chat that the shop shows, by path. */
const variants = {
  '/demo/shop': {
    variant: 'shown',
    isHidden: false,
    about: 'Everybody sees the chat; a customer who signs in to the shop is signed in to it.',
  },
  '/demo/shop/hidden': { variant: 'hidden', isHidden: true, about: 'The chat is there as soon as a customer has signed in.' },
  '/demo/shop/domain': {
    variant: 'domain',
    isHidden: true,
    about: 'The chat is there for customers whose e-mail address ends with <code>@partner.example</code>; Ida has one.',
  },
} as const

const files = { 'shop.css': 'text/css', 'shop.js': 'text/javascript' } as const
const scripts = Object.values(variants).map(({ variant }) => `${variant}.js`)

/** The page may load its own files, the widget and what it calls: all from here. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** The demo shop: a web site with a back end of its own, which knows of the chat no more than any other would. Only with demo data. */
export function registerDemoShop(app: FastifyInstance, deps: Deps): void {
  const get = (url: string, type: string, text: string) =>
    app.get(url, { schema: { hide: true } }, async (_request, reply) =>
      reply
        .headers({ 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy, 'cache-control': 'no-cache' })
        .send(text),
    )
  const page = read('./shop.html')
  for (const [url, facts] of Object.entries(variants))
    get(url, 'text/html', fill(facts.isHidden ? hidden(page) : page, { ...facts, customers: options() }))
  for (const [name, type] of Object.entries(files)) get(`/demo/shop/${name}`, type, read(name))
  for (const name of scripts) get(`/demo/shop/${name}`, 'text/javascript', read(name))

  /** Who is signed in to the shop, and the token by which the chat knows it, too. */
  async function answer(customer: ShopCustomer | undefined) {
    const key = customer && (await findDemoShopKey(deps))
    if (!customer || !key) return { user: null, token: null }
    const { name, email } = customer
    return { user: { name, email }, token: await signChatToken(customer, key, deps.clock.now()) }
  }

  const url = '/demo/shop/session'
  const schema = { hide: true }
  app.get(url, { schema }, async (request) => answer(signedIn(request)))
  app.post(url, { schema }, async ({ body }, reply) => {
    const customer = shopCustomers.find(({ id }) => isRecord(body) && body.customer === id)
    if (customer) remember(reply, customer.id)
    return answer(customer)
  })
  app.delete(url, { schema }, async (_request, reply) => {
    remember(reply, '')
    return answer(undefined)
  })
}

/** The shop's sign-in: a cookie with a name. A real shop's names a session; here everybody may be anybody. */
function remember(reply: FastifyReply, id: string): void {
  reply.header('set-cookie', `shop=${id}; Path=/demo/shop; HttpOnly; SameSite=Strict; Max-Age=${id === '' ? 0 : 86_400}`)
}

function signedIn({ headers }: FastifyRequest): ShopCustomer | undefined {
  const id = /(?:^|;\s*)shop=(\w+)/.exec(headers.cookie ?? '')?.[1]
  return shopCustomers.find((customer) => customer.id === id)
}

function options(): string {
  return shopCustomers.map(({ id, name, email }) => `<option value="${id}">${name} (${email})</option>`).join('\n          ')
}

/** The page whose chat is not seen until its script shows it. */
function hidden(page: string): string {
  return page.replace('<chat-widget ', '<chat-widget hidden ')
}

function fill(text: string, values: Readonly<Record<string, unknown>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
