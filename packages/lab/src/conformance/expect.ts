import { isDeepStrictEqual } from 'node:util'
import { Deviation } from './case.ts'

/** An answer of the server that is looked at: any JSON, or text that is none. */
export type Answer = { readonly status: number; readonly body: unknown; readonly headers: Headers }

export async function readAnswer(response: Response): Promise<Answer> {
  return { status: response.status, body: parse(await response.text()), headers: response.headers }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A member of an answer, however deep; undefined where there is none. */
export function member(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>((at, name) => {
    return typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? Reflect.get(at, name) : undefined
  }, value)
}

/** The rows of an answer that is a list. */
export function rowsOf(what: string, { status, body }: Answer): readonly unknown[] {
  expectSame(what, 200, status)
  if (!Array.isArray(body)) throw new Deviation(what, 'a list', body)
  return body
}

export function expectSame(what: string, expected: unknown, found: unknown): void {
  if (!isDeepStrictEqual(found, expected)) throw new Deviation(what, expected, found)
}

/** Status and the members that a document names; an answer may have more. */
export function expectAnswer(what: string, { status, body }: Answer, expected: number, members: object = {}): void {
  expectSame(what, expected, status)
  const found = Object.fromEntries(Object.keys(members).map((name) => [name, member(body, name)]))
  expectSame(what, members, found)
}

/** That an object has these members, whatever their values. */
export function expectMembers(what: string, value: unknown, names: readonly string[]): void {
  const missing = names.filter((name) => member(value, name) === undefined)
  if (missing.length > 0) throw new Deviation(what, names, Object.keys(Object(value)))
}
