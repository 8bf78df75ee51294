import { settings } from './settings.ts'

/** What `--help` of the server prints: how it is started, and every setting of its environment. */
export function usage(): string {
  const rows = Object.values(settings).map(({ variable, help, defaultText }) => {
    const plain = `${help} Default: ${defaultText}.`.replaceAll('`', '')
    return `  ${variable}\n${wrap(plain, 74)
      .map((line) => `      ${line}`)
      .join('\n')}`
  })
  return `Usage: npm start              with demo data, on this machine only
       npm run serve          without; the first start prints a link for the
                              first administrator
       npm run hotseat -- …   the command line; --help lists its commands

Settings, by the environment:

${rows.join('\n')}
`
}

/** Breaks a text between words into lines of at most so many characters. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
