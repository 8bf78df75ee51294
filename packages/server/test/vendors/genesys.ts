import { demoPassword } from '../../src/demo/seed-demo.ts'
import { documentOf, type Vendor, type VendorSession } from './vendor.ts'

type Channels = { readonly channels: readonly { readonly channel: string; readonly userState: { readonly state: string } }[] }

/** The vendor's word for a state, and ours. */
const states: Readonly<Record<string, string>> = { Ready: 'READY', NotReady: 'NOT_READY', LoggedOut: 'LOGOUT' }

/** Genesys Web Services: Basic once, then the cookie and the CSRF token; channels are started by themselves. */
export const genesys: Vendor = {
  name: 'genesys',
  async signIn(url, username, password = demoPassword) {
    const answer = await fetch(`${url}/api/v2/me`, { headers: { authorization: basicOf(username, password) } })
    if (!answer.ok) return null
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    const session = sessionOf(url, { cookie, 'x-csrf-token': answer.headers.get('x-csrf-token') ?? '' })
    const { user } = await documentOf<{ user: { roles: string[] } }>(answer)
    const isAgent = user.roles.join() === 'ROLE_AGENT'
    if (isAgent && (await session.state()) === 'LOGOUT') await session.start()
    return session
  },
}

export function basicOf(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

function sessionOf(url: string, headers: Readonly<Record<string, string>>): VendorSession & { start(): Promise<void> } {
  const read = (path: string) => fetch(`${url}/api/v2${path}`, { headers })
  const operate = async (path: string, body: object) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
    await documentOf(await fetch(`${url}/api/v2${path}`, init))
  }
  const session = {
    headers,
    isLive: async () => (await read('/me')).ok,
    async state() {
      const { channels } = await documentOf<Channels>(await read('/me/channels'))
      const voice = channels.find(({ channel }) => channel === 'voice')
      return states[voice?.userState.state ?? ''] ?? ''
    },
    start: () => operate('/me', { operationName: 'StartContactCenterSession', channels: ['voice'] }),
    setState: (state: 'READY' | 'NOT_READY') =>
      operate('/me/channels/voice', { operationName: state === 'READY' ? 'Ready' : 'NotReady' }),
    signOut: () => operate('/me', { operationName: 'EndContactCenterSession' }),
    comeBack: async () => session,
    close: () => undefined,
  }
  return session
}
