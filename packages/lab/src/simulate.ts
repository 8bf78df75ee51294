import { Command, InvalidArgumentError } from 'commander'
import { play } from './simulation/scenario.ts'

/** A number of at least `least`; commander says what is wrong with another. */
function numberFrom(least: number, isWhole = true): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() !== '' && value >= least && Number.isFinite(value) && (!isWhole || Number.isInteger(value))) return value
    throw new InvalidArgumentError(`Give a ${isWhole ? 'whole ' : ''}number from ${least} on.`)
  }
}

const command = new Command('simulate')
  .description('Plays days of many agents with faults, each from a seed, and checks the invariants I1–I8 after every step.')
  .option('--seed <seed>', 'the first seed; the same seed is the same day', '1')
  .option('--agents <n>', 'agents at work', numberFrom(1), 6)
  .option('--hours <h>', 'virtual hours', numberFrom(0.1, false), 0.5)
  .option('--nodes <n>', 'nodes behind the address; the seed says when it is not given', numberFrom(1))
  .option('--chat', 'with customers who chat; the seed says when neither is given')
  .option('--no-chat', 'without')
  .option('--runs <n>', 'so many seeds, counting up from the first, which is a number then', numberFrom(1), 1)
  .option('--trace <n>', 'so many of the last entries before a violation', numberFrom(0), 60)
  .option('--verbose', 'prints what happened how often')
  .parse()
const { seed, agents, hours, nodes, chat, runs, trace, verbose } = command.opts<{
  readonly seed: string
  readonly agents: number
  readonly hours: number
  readonly nodes?: number
  readonly chat?: boolean
  readonly runs: number
  readonly trace: number
  readonly verbose?: true
}>()
if (runs > 1 && !Number.isSafeInteger(Number(seed)))
  command.error('With --runs the first seed is a whole number, to count up from.')

let broken = 0
for (let run = 0; run < runs; run += 1) {
  const current = run === 0 ? seed : String(Number(seed) + run)
  const startedAt = performance.now()
  const { violation, steps, counts } = await play({
    seed: current,
    agents,
    hours,
    traceLength: trace,
    ...(nodes && { nodes }),
    ...(chat !== undefined && { chat }),
  })
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
  if (violation === null) console.log(`seed ${current}: I1–I8 held over ${steps} steps (${seconds} s)`)
  else {
    broken += 1
    for (const line of violation.trace) console.log(line)
    console.log(`seed ${current}: ${violation.id} broken: ${violation.says}`)
    console.log(
      `again: npm run simulate -- --seed ${current} --agents ${agents} --hours ${hours}${nodes ? ` --nodes ${nodes}` : ''}${chat === undefined ? '' : chat ? ' --chat' : ' --no-chat'}`,
    )
  }
  if (verbose)
    for (const [name, count] of Object.entries(counts).toSorted()) console.log(`  ${String(count).padStart(7)}  ${name}`)
}
process.exitCode = broken > 0 ? 1 : 0
