/**
 * An agent's client: sign in, start voice and chat at a place, be ready, hear of changes, survive the loss of the server,
 * sign out at Ctrl-C. `README.md` says how to start it.
 */
import { createApi, GenesysError, type Notification } from './api.ts'

const { env } = process
const retryMs = 3_000 / Number(env.GENESYS_PACE ?? 1)
const api = createApi(env.GENESYS_ORIGIN ?? 'http://127.0.0.1:7700')
const leaving = new AbortController()

const user = await api.signIn(env.GENESYS_USER ?? 'agent01', env.GENESYS_PASSWORD ?? 'demo-password-2026')
console.log(`signed in as ${user.firstName} ${user.lastName}`)
const { statusCode, failed = [] } = await api.start(['voice', 'chat'], env.GENESYS_PLACE)
for (const { channel, statusMessage } of failed) console.log(`${channel}: ${statusMessage} (${statusCode})`)
await api.setState('voice', 'Ready')
await showState('ready')

process.once('SIGINT', async () => {
  leaving.abort()
  await api.end().catch((error: unknown) => console.log(`signing out: ${error}`))
  console.log('signed out')
})

while (!leaving.signal.aborted) {
  try {
    await api.listen(show, leaving.signal)
    console.log('the line is closed')
  } catch (error) {
    if (leaving.signal.aborted) break
    if (error instanceof GenesysError && error.statusCode === 20) {
      console.log('the session is over: please sign in again')
      break
    }
    console.log('the server is away')
  }
  await untilBack()
}

/** Asks until the server answers: the cookie is still good, and the work is as it was. */
async function untilBack(): Promise<void> {
  while (!leaving.signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, retryMs))
    try {
      return await showState('back')
    } catch (error) {
      if (error instanceof GenesysError && error.statusCode === 20) return
    }
  }
}

async function showState(what: string): Promise<void> {
  const { devices, channels } = await api.me('devices,channels')
  const states = channels.map(
    (each: { channel: string; userState: { displayName: string } }) => `${each.channel} ${each.userState.displayName}`,
  )
  console.log(`${what}: ${states.join(', ')} on ${devices[0]?.phoneNumber ?? 'no phone'}`)
}

function show({ channel, data }: Notification): void {
  console.log(`notification: ${data.messageType} on ${channel}`)
}
