const api = `${process.env.GENESYS_ORIGIN ?? 'http://127.0.0.1:7700'}/api/v2`
const Authorization = `Basic ${Buffer.from('agent01:demo-password-2026').toString('base64')}`
const me = await fetch(`${api}/me`, { headers: { Authorization } })
console.log(((await me.json()) as { user: { userName: string } }).user.userName)

const Cookie = me.headers.getSetCookie()[0]?.split(';')[0] ?? ''
const session = { Cookie, 'X-CSRF-TOKEN': me.headers.get('X-CSRF-TOKEN') ?? '', 'Content-Type': 'application/json' }
const operate = async (path: string, body: object) =>
  (await fetch(`${api}${path}`, { method: 'POST', headers: session, body: JSON.stringify(body) })).json()

console.log(await operate('/me', { operationName: 'StartContactCenterSession', channels: ['voice', 'fax'] }))
console.log(await operate('/me/channels/voice', { operationName: 'Ready' }))
console.log(await operate('/me', { operationName: 'EndContactCenterSession' }))
