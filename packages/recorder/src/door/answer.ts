/** The published API's status codes that are used here; every body of it has one. */
export const statusCodes = {
  ok: 0,
  missingParameter: 1,
  forbidden: 3,
  internal: 4,
  notFound: 6,
  validation: 10,
  notAuthenticated: 20,
} as const

/** What is answered: an HTTP status, a body of JSON or none, and headers beside those that every answer has. */
export type Answer = {
  readonly http: number
  readonly body?: object
  readonly headers?: Readonly<Record<string, string>>
}

/** It went well. */
export function ok(body: object = {}, headers: Readonly<Record<string, string>> = {}): Answer {
  return { http: 200, body: { statusCode: statusCodes.ok, ...body }, headers }
}

/** It did not: a code other than 0 comes with a sentence and nothing else. */
export function no(
  http: number,
  code: Exclude<keyof typeof statusCodes, 'ok'>,
  statusMessage: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { http, body: { statusCode: statusCodes[code], statusMessage }, headers }
}

/** Nobody learns from it what was missing (S-07). */
export const accessDenied = no(403, 'notAuthenticated', 'Access denied')
