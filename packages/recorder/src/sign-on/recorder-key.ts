import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isRecord } from '../is-record.ts'
import { writeFileSafely } from '../spool/write-file-safely.ts'

/** The key of this machine, by which servers know the recorder. */
export type RecorderKey = {
  readonly pair: CryptoKeyPair
  /** Its RFC 7638 thumbprint: the recorder's name. */
  readonly thumbprint: string
}

const { subtle } = crypto
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }

/** The key in a file that its owner alone may read; made when there is none. Throws when the file holds no key: a new one would be another recorder. */
export async function loadRecorderKey(path: string): Promise<RecorderKey> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isRecord(error) && error.code === 'ENOENT') return null
    throw error
  })
  const jwk = text === null ? await makeKey(path) : parseKey(text)
  if (jwk === null) throw new Error(`${path} holds no key. Restore it, or remove it: the recorder then begins as a new one.`)
  const { x, y } = jwk
  const publicHalf = { kty: 'EC', crv: 'P-256', x, y }
  return {
    pair: {
      privateKey: await subtle.importKey('jwk', jwk, algorithm, false, ['sign']),
      publicKey: await subtle.importKey('jwk', publicHalf, algorithm, true, ['verify']),
    },
    thumbprint: createHash('sha256')
      .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
      .digest('base64url'),
  }
}

type PrivateJwk = { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string; readonly d: string }

async function makeKey(path: string): Promise<PrivateJwk | null> {
  const pair = await subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const text = JSON.stringify(await subtle.exportKey('jwk', pair.privateKey))
  await writeFileSafely(path, text)
  return parseKey(text)
}

function parseKey(text: string): PrivateJwk | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (!isRecord(value) || value.kty !== 'EC' || value.crv !== 'P-256') return null
  const { x, y, d } = value
  if (typeof x !== 'string' || typeof y !== 'string' || typeof d !== 'string') return null
  return { kty: 'EC', crv: 'P-256', x, y, d }
}
