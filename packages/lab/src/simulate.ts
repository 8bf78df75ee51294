import { Command } from 'commander'
import { play } from './simulation/scenario.ts'

const command = new Command('simulate')
  .description('Plays days of many agents with faults, each from a seed, and checks the invariants I1–I8 after every step.')
  .option('--seed <seed>', 'the first seed; the same seed is the same day', '1')
  .option('--agents <n>', 'agents at work', '6')
  .option('--hours <h>', 'virtual hours', '0.5')
  .option('--nodes <n>', 'nodes behind the address; the seed says when it is not given')
  .option('--runs <n>', 'so many seeds, counting up from the first', '1')
  .option('--trace <n>', 'so many of the last entries before a violation', '60')
  .option('--verbose', 'prints what happened how often')
  .parse()
const { seed, agents, hours, nodes, runs, trace, verbose } = command.opts<
  Record<'seed' | 'agents' | 'hours' | 'runs' | 'trace', string> & { verbose?: true; nodes?: string }
>()

let broken = 0
for (let run = 0; run < Number(runs); run += 1) {
  const current = run === 0 ? seed : String(Number(seed) + run)
  const startedAt = performance.now()
  const { violation, steps, counts } = await play({
    seed: current,
    agents: Number(agents),
    hours: Number(hours),
    traceLength: Number(trace),
    ...(nodes && { nodes: Number(nodes) }),
  })
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
  if (violation === null) console.log(`seed ${current}: I1–I8 held over ${steps} steps (${seconds} s)`)
  else {
    broken += 1
    for (const line of violation.trace) console.log(line)
    console.log(`seed ${current}: ${violation.id} broken: ${violation.says}`)
    console.log(
      `again: npm run simulate -- --seed ${current} --agents ${agents} --hours ${hours}${nodes ? ` --nodes ${nodes}` : ''}`,
    )
  }
  if (verbose)
    for (const [name, count] of Object.entries(counts).toSorted()) console.log(`  ${String(count).padStart(7)}  ${name}`)
}
process.exitCode = broken > 0 ? 1 : 0
