import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { Command } from 'commander'
import { type Measurement, sizes } from './bench/figure.ts'
import { chatDelivery } from './bench/figures/chat-delivery.ts'
import { chatLogins } from './bench/figures/chat-logins.ts'
import { chatMemory } from './bench/figures/chat-memory.ts'
import { keepAlives } from './bench/figures/keep-alives.ts'
import { memory } from './bench/figures/memory.ts'
import { publishedApis } from './bench/figures/published-apis.ts'
import { recordingCapture } from './bench/figures/recording-capture.ts'
import { recordingRecovery } from './bench/figures/recording-recovery.ts'
import { recordingUploads } from './bench/figures/recording-uploads.ts'
import { restart } from './bench/figures/restart.ts'
import { resumes } from './bench/figures/resumes.ts'
import { signIns } from './bench/figures/sign-ins.ts'
import { stateChanges, stateChangesOnPostgres } from './bench/figures/state-changes.ts'
import { type Summary, summarise, tableOf } from './bench/report.ts'

const measurements: Readonly<Record<string, Measurement>> = {
  'sign-ins': signIns,
  resumes,
  'keep-alives': keepAlives,
  memory,
  'state-changes': stateChanges,
  'state-changes-postgres': stateChangesOnPostgres,
  restart,
  'published-apis': publishedApis,
  'chat-logins': chatLogins,
  'chat-delivery': chatDelivery,
  'chat-memory': chatMemory,
  'recording-capture': recordingCapture,
  'recording-uploads': recordingUploads,
  'recording-recovery': recordingRecovery,
}

const command: Command = new Command('bench')
  .description('Measures Hotseat beside its limits, on this machine, over loopback only.')
  .option('--only <names>', `some of: ${Object.keys(measurements).join(', ')} (comma-separated)`)
  .option('--json <file>', 'writes the figures with every round to a file')
  .option('--quick', 'tiny rounds: shows that everything runs, measures nothing')
  .parse()
const { only, json, quick } = command.opts<{ only?: string; json?: string; quick?: boolean }>()

const wanted = only?.split(',') ?? Object.keys(measurements)
const summaries: Summary[] = []
let failures = 0
for (const name of wanted) {
  const measure = measurements[name]
  if (measure === undefined) {
    command.error(`There is no figure ${name}. There are: ${Object.keys(measurements).join(', ')}.`)
  }
  process.stderr.write(`measuring ${name} …\n`)
  try {
    const figures = await measure(quick === true ? sizes.quick : sizes.full)
    summaries.push(...figures.map(summarise))
  } catch (error) {
    failures += 1
    process.stderr.write(`${name} failed: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}

console.log(tableOf(summaries))
for (const { name, note } of summaries) if (note !== '') console.log(`- ${name}: ${note}`)
if (json !== undefined) {
  const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length, memory: totalmem(), node: process.version }
  writeFileSync(json, `${JSON.stringify({ machine, figures: summaries }, null, 2)}\n`)
}
process.exitCode = failures > 0 ? 1 : 0
