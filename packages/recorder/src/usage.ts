import { settings } from './settings/settings.ts'

/** What `--help` shows behind the options: every setting of the environment. */
export function describeSettings(): string {
  const rows = Object.values(settings).map(
    ({ variable, help, defaultText }) => `  ${variable}\n      ${help} Default: ${defaultText}.`,
  )
  return `\nSettings, by the environment:\n\n${rows.join('\n').replaceAll('`', '')}\n`
}
