import { readFileSync } from 'node:fs'

/** This release's number: a library of another major or minor one does not fit (feed error 100). */
export const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string
}
