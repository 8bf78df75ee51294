import { createHotseat } from '@hotseat/client'

const hotseat = createHotseat({ origin: process.env.HOTSEAT_ORIGIN ?? 'http://127.0.0.1:7700' })
hotseat.on('status', (status) => console.log('connection:', status.kind))
hotseat.on('session', (session) => console.log(session?.agent?.states.map((each) => `${each.medium} ${each.state}`)))
hotseat.on('restored', ({ outcome, awayMs }) => console.log(`back after ${awayMs} ms: ${outcome}`))

await hotseat.signIn({ tenant: 'demo', username: 'agent01', password: 'demo-password-2026', campaigns: ['inbound-support'] })
await hotseat.call('setState', { body: { medium: 'voice', state: 'READY' } })
process.once('SIGINT', () => hotseat.signOut().then(() => process.exit()))
