import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { findScreen } from './capture/capture-command.ts'
import { probeScreen } from './capture/probe-screen.ts'
import { startRecorder } from './compose.ts'
import { isRecord } from './is-record.ts'
import { createLog } from './log.ts'
import { realWorld } from './real-world.ts'
import { parseConfig } from './settings/config.ts'
import { describeStartFailure } from './start-failure.ts'
import { describeSettings } from './usage.ts'

/** What may lie on the agent's disk: some 40 hours at 5 frames a second. */
const spoolLimitBytes = 4 * 1024 ** 3

/** Reads the words behind the command, starts a recorder from the environment, and stops it gently when it is told to. */
export async function run(words: readonly string[]): Promise<void> {
  const version = await readVersion()
  const command = new Command('hotseat-recorder')
    .description('Records the screen of the agent at this machine when the server asks for it, and uploads what it recorded.')
    .version(version)
    .addHelpText('after', describeSettings())
    .allowExcessArguments(false)
  command.parse([...words], { from: 'user' })
  // What it writes is for its owner alone, whatever writes it.
  process.umask(0o077)
  try {
    await serve(version)
  } catch (error) {
    process.stderr.write(`\nThe recorder did not start. ${describeStartFailure(error)}\n\n`)
    process.exit(1)
  }
}

async function serve(version: string): Promise<void> {
  const config = parseConfig(process.env)
  const screen = findScreen({ platform: process.platform, env: process.env })
  const program = 'ffmpeg'
  const log = createLog()
  const missing = await probeScreen(program, screen)
  const recorder = await startRecorder({ config, world: realWorld, log, version, screen, program, spoolLimitBytes })
  process.stdout.write(`\n  Hotseat recorder is ready: http://127.0.0.1:${recorder.port} (process ${process.pid})\n`)
  process.stdout.write(`  It is ${recorder.thumbprint}, for ${config.servers.join(' and ')}\n\n`)
  // Not fatal: what was recorded before is still uploaded.
  if (missing !== null) process.stderr.write(`  It cannot record now. ${missing}\n\n`)

  let stopping = false
  const stop = async () => {
    // A second signal means that somebody will not wait.
    if (stopping) process.exit(1)
    stopping = true
    await recorder.close()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}

async function readVersion(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8')
  const value: unknown = JSON.parse(text)
  return isRecord(value) && typeof value.version === 'string' ? value.version : '0'
}
