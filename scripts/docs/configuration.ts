import { settings } from '../../packages/server/src/settings.ts'
import { code, page, table } from './markdown.ts'

/** docs/reference/configuration.md: every environment variable of the server. */
export function renderConfiguration(): string {
  const rows = Object.values(settings).map(({ variable, defaultText, help }) => [code(variable), defaultText, help])
  return page(
    'Configuration',
    'packages/server/src/settings.ts',
    `The server is told by its environment, read once at the start. All faults are listed together and the server does not
start with one. \`npm run hotseat -- config check\` says what it would do. What an administrator changes while people work is
a [preference](preferences.md).`,
    table(['variable', 'default', 'what it does'], rows),
  )
}
