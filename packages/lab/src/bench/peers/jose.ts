import { once } from 'node:events'
import { createServer } from 'node:http'
import { type CryptoKey, type JWTPayload, jwtVerify } from 'jose'
import { serveCommands } from '../worker.ts'

const importKey = (secret: string) =>
  crypto.subtle.importKey('raw', Buffer.from(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])

async function verify(token: string, key: CryptoKey): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], requiredClaims: ['email', 'exp'] })
  return payload
}

/** The limits of token logins: `jose` alone, and `jose` behind Node's own HTTP server that knows nobody and keeps nothing. */
const commands = {
  /** Verifications a second of the tokens, `lanes` at a time; the key is imported once. */
  async verifications({ secret, tokens, lanes }: { secret: string; tokens: readonly string[]; lanes: number }) {
    const key = await importKey(secret)
    const queue = tokens.values()
    const startedAt = performance.now()
    const lane = async () => {
      for (const token of queue) await verify(token, key)
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    return (tokens.length * 1_000) / (performance.now() - startedAt)
  },
  /** Serves logins by the key: each answers the token's claims. */
  async listen({ secret }: { secret: string }) {
    const key = await importKey(secret)
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', async () => {
        const { token } = JSON.parse(String(Buffer.concat(chunks))) as { token: string }
        const answer = await verify(token, key).then(
          (claims) => ({ status: 200, text: JSON.stringify(claims) }),
          (error: unknown) => ({ status: 401, text: JSON.stringify(String(error)) }),
        )
        const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer.text) }
        response.writeHead(answer.status, headers).end(answer.text)
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  },
}
export type JosePeer = typeof commands
serveCommands(commands)
