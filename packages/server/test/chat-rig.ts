import { createHmac } from 'node:crypto'
import type { Result } from '@hotseat/core'
import { type AnonymousLogin, createAnonymousLogin } from '../src/chat/anonymous-login.ts'
import { createCustomerLogin, type TokenLogin } from '../src/chat/customer-login.ts'
import { createCustomerLogout } from '../src/chat/customer-logout.ts'
import { createFindCustomer } from '../src/chat/find-customer.ts'
import type { CustomerSignedIn } from '../src/chat/open-customer-session.ts'
import { createTenantSettings } from '../src/preferences/tenant-settings.ts'
import { documentOf, refusalOf, type TestBrowser, type TestNode } from './stage.ts'

/** The web site of all projects of the tests. */
export const shop = 'https://shop.example'

/** A secret key as an administrator was told it. */
export type TestKey = { readonly kid: string; readonly secret: string }

const part = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** Signs what stands before the last dot, as the back end of a site would: by the bytes of the secret's text. */
export function signParts(header: string, claims: string, secret: string, hash = 'sha256'): string {
  const signature = createHmac(hash, secret).update(`${header}.${claims}`).digest('base64url')
  return `${header}.${claims}.${signature}`
}

/** A token; header and claims may be given as the JSON text that they are to be. */
export function signToken(claims: unknown, secret: string, header: unknown = { alg: 'HS256', typ: 'JWT' }): string {
  return signParts(part(header), part(claims), secret)
}

/** A node's chat as a widget uses it, without HTTP. */
export type ChatRig = {
  readonly admin: TestBrowser
  /** A project in `demo` that signs in by tokens and takes guests, on the shop's pages. */
  createProject(id: string, more?: object): Promise<void>
  createKey(project?: string): Promise<TestKey>
  /** Claims of now. */
  claims(more?: object): Record<string, unknown>
  login(token: string, more?: Partial<TokenLogin>): Promise<Result<CustomerSignedIn>>
  guest(more?: Partial<AnonymousLogin>): Promise<Result<CustomerSignedIn>>
  logout: ReturnType<typeof createCustomerLogout>
  customers: ReturnType<typeof createFindCustomer>
  /** The code of a refusal, or the subject who is signed in. */
  tellLogin(token: string, more?: Partial<TokenLogin>): Promise<string>
}

export async function createChatRig(node: TestNode): Promise<ChatRig> {
  const { deps } = node
  const settings = createTenantSettings(deps.store)
  const byToken = createCustomerLogin(deps, settings)
  const asGuest = createAnonymousLogin(deps, settings)
  const admin = node.browser()
  documentOf(await admin.signIn('admin01'))
  const where = { tenant: 'demo', project: 'shop', origin: shop }
  const rig: ChatRig = {
    admin,
    async createProject(id, more = {}) {
      const open = { autoLogin: true, anonymous: true, allowedOrigins: [shop], campaigns: ['inbound-support'] }
      await admin.get('createChatProject', { body: { id, name: id, ...open, ...more } })
    },
    createKey: (project = 'shop') => admin.get('createChatKey', { params: { id: project } }),
    claims: (more = {}) => {
      const s = deps.clock.now() / 1_000
      return { email: 'mia@shop.example', displayName: 'Mia', sub: '17', iat: s, exp: s + 300, ...more }
    },
    login: (token, more = {}) => byToken({ ...where, token, ...more }),
    guest: (more = {}) => asGuest({ ...where, ...more }),
    logout: createCustomerLogout(deps),
    customers: createFindCustomer(deps),
    async tellLogin(token, more) {
      const outcome = await rig.login(token, more)
      return outcome.ok ? outcome.value.caller.customer.subject : refusalOf(outcome).code
    },
  }
  return rig
}

/** What a login that must go well answers. */
export function signedIn(outcome: Result<CustomerSignedIn>): CustomerSignedIn {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`)
  return outcome.value
}
