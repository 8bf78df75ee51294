import { Command, Option } from 'commander'
import { type AccountOptions, NoPassword, passwordVariables, readAccounts } from './conformance/accounts.ts'
import { askPassword } from './conformance/ask-password.ts'
import { maskOf } from './conformance/mask.ts'
import { exitCodeOf, jsonOf, rowOf, sumOf } from './conformance/report.ts'
import { type Finding, runCases, usualLimitMs } from './conformance/run-cases.ts'
import { suites } from './conformance/suites.ts'

type Options = AccountOptions & {
  readonly target: string
  readonly api: string
  readonly only?: string
  readonly limit: string
  readonly json?: true
  readonly list?: true
}

/** The exit code of a run that could not be made. */
const misuse = 2
const fail = (sentence: string): never => command.error(sentence, { exitCode: misuse })

const command: Command = new Command('conformance')
  .description('Looks whether a server speaks a published API: ours or a vendor’s, over its public wire only.')
  .addOption(new Option('--api <name>', 'which one').choices(Object.keys(suites)).makeOptionMandatory())
  .option('--target <url>', 'origin of the server', 'http://127.0.0.1:7700')
  .option('--tenant <id>', 'tenant, domain or contact centre of the accounts (default: demo)')
  .option('--user <name>', 'an agent (default: agent01)')
  .option('--extension <number>', 'the agent’s extension (default: 5001)')
  .option('--second-user <name>', 'another agent (default: agent02)')
  .option('--second-extension <number>', 'the other agent’s extension (default: 5002)')
  .option('--place <name>', 'a place with several devices, the other agent’s the only ACD position (default: desk-02)')
  .option('--administrator <name>', 'an administrator (default: admin01)')
  .option('--only <text>', 'only cases with this text in their name')
  .option('--limit <seconds>', 'time limit of a case', String(usualLimitMs / 1_000))
  .option('--list', 'names the cases and looks at nothing')
  .option('--json', 'prints the findings as JSON')
  .addHelpText(
    'after',
    () => `
Passwords come from ${passwordVariables.all}, or one each from
${passwordVariables.user}, ${passwordVariables.secondUser} and
${passwordVariables.administrator}, else they are asked for.
The demo accounts need none. Wrong passwords are tried on purpose: use accounts
that are made for it. Exit code: 0 as documented, 1 not, ${misuse} could not look.`,
  )
  .exitOverride(({ exitCode, code }) => process.exit(code.startsWith('commander.help') ? exitCode : misuse))
  .parse()

const options = command.opts<Options>()
const url = URL.parse(options.target)?.origin
if (url === undefined || url === 'null') fail(`--target must be an origin like https://pbx.example.com, not ${options.target}`)
const limitMs = Number(options.limit) * 1_000
if (!(limitMs > 0)) fail(`--limit must be a number of seconds, not ${options.limit}`)
const cases = (suites[options.api] ?? []).filter(({ name }) => name.includes(options.only ?? ''))
if (cases.length === 0) fail(`No case has “${options.only}” in its name.`)
if (options.list) {
  for (const { name } of cases) console.log(name)
  process.exit(0)
}

const target = { url: url ?? '', ...(await accounts()) }
await fetch(target.url).catch(() => fail(`Nothing answers at ${target.url}.`))
const mask = maskOf(target)
if (!options.json) console.log(`${options.api} at ${target.url}\n`)
const onFinding = (finding: Finding) => options.json || console.log(mask(rowOf(finding)))
const findings = await runCases(cases, target, { limitMs, onFinding })
console.log(options.json ? mask(jsonOf({ url: target.url, api: options.api, findings })) : `\n${sumOf(findings)}`)
// A look that took too long may still hold a line open.
process.exit(exitCodeOf(findings))

async function accounts() {
  try {
    return await readAccounts(options, process.env, process.stdin.isTTY ? askPassword : null)
  } catch (error) {
    if (error instanceof NoPassword) return fail(error.message)
    throw error
  }
}
