import { isUtf8 } from 'node:buffer'
import type { plainTokenFindings } from '@hotseat/protocol'
import { faultOf } from '../fault-of.ts'
import { type TokenFault, type TokenRead, tokenFault, tokenRead } from './token-read.ts'

/** Longer ones are not looked at. */
const longestToken = 8_192
const compact = /^[\w-]+\.[\w-]+\.[\w-]+$/

/** A member of a header or of claims: whatever the token's maker put there. */
export type Members = Readonly<Record<string, unknown>>

/** A token in its one canonical form; nothing of it is believed yet. */
export type ParsedToken = { readonly text: string; readonly header: Members; readonly claims: Members }

/**
 * Reads the canonical form of a compact JWS and no other (spec CT2, S-47), so that one token has one text: three parts of base64url
 * without padding, white space or stray bits; a header and claims that are JSON objects and name nothing twice.
 */
export function parseChatToken(text: string): TokenRead<ParsedToken> {
  if (text.length > longestToken) return malformed('tooLong')
  if (!compact.test(text)) return malformed('notThreeParts')
  const parts = text.split('.')
  if (!parts.every(isCanonical)) return malformed('notCanonical')
  const [header, claims] = parts.map(parseObject)
  if (header === undefined || header === null) return malformed('headerNotJson')
  if (claims === undefined || claims === null) return malformed('claimsNotJson')
  return tokenRead({ text, header, claims })
}

/** Stray bits and a length that no bytes have are lost on the way through the bytes. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part
}

/** The object that a part holds; null when it is none, names something twice, or holds text that no database keeps. */
function parseObject(part: string): Members | null {
  try {
    const bytes = Buffer.from(part, 'base64url')
    // Bytes that are no UTF-8 are no text. A byte order mark stays, and is no JSON.
    if (!isUtf8(bytes)) return null
    const json = bytes.toString()
    const value: unknown = JSON.parse(json)
    return isObject(value) && !namesTwice(json) && faultOf(value) === null ? value : null
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text, or what opens and closes objects and arrays; a text before a colon is a name. The JSON was found valid before. */
const tokens = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g

/** Whether an object in the document, however deep, has a name twice: readers differ in which one they take. */
function namesTwice(json: string): boolean {
  const open: Set<unknown>[] = []
  for (const [token, name, colon] of json.matchAll(tokens)) {
    if (token === '{' || token === '[') open.push(new Set())
    else if (token === '}' || token === ']') open.pop()
    else if (name !== undefined && colon !== undefined) {
      // One name has many spellings: `a` and `\u0061`.
      const read: unknown = JSON.parse(name)
      const names = open.at(-1)
      if (names?.has(read)) return true
      names?.add(read)
    }
  }
  return false
}

function malformed(code: (typeof plainTokenFindings)[number]): TokenFault {
  return tokenFault({ code: 'chatToken.malformed' }, { code })
}
