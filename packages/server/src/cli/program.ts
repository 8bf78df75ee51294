import { roles } from '@hotseat/core'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { describeConfig, isLoopback, parseConfig } from '../config.ts'
import { seedAgents } from '../demo/seed-agents.ts'
import { demoPassword } from '../demo/seed-demo.ts'
import { createOwnOrigins } from '../http/own-origins.ts'
import { migrateStore } from '../store/open-store.ts'
import { addTenant } from './add-tenant.ts'
import { addUser } from './add-user.ts'
import { examine } from './doctor.ts'
import { removeSecondFactor } from './remove-second-factor.ts'
import { replaceSecretKey } from './replace-secret-key.ts'
import { CommandFailed, withStore } from './session.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The command line: what can be done beside, or before, a running server. `print` takes one line. */
export function createProgram(environment: Environment, print: (line: string) => void): Command {
  const program = new Command('hotseat')
    .description(
      'Runs a Hotseat installation from the command line. The store and everything else come from HOTSEAT_… variables.',
    )
    .showHelpAfterError('(add --help for what it takes)')

  program
    .command('tenant')
    .description('tenants: one contact centre or company each')
    .command('add')
    .description('add a tenant')
    .addArgument(new Argument('<id>', 'short id: a–z, 0–9, -'))
    .option('--name <name>', 'what people read; the id when not given')
    .action(async (id: string, { name = id }: { name?: string }) => {
      await withStore(environment, (session) => addTenant(session, id, name))
      print(`Tenant ${id} is there.`)
    })

  const user = program.command('user').description('people who sign in')
  user
    .command('add')
    .description('add a user; prints the one-use link by which they choose their password')
    .argument('<username>')
    .requiredOption('--tenant <id>', 'the tenant they belong to')
    .addOption(new Option('--role <role>', 'what they may do').choices(roles).default('professional-agent'))
    .option('--name <name>', 'what people read; the user name when not given')
    .option('--extension <number>', 'their own extension')
    .action(
      async (username: string, options: { tenant: string; role: (typeof roles)[number]; name?: string; extension?: string }) => {
        const { tenant, role, name = null, extension = null } = options
        const secret = await withStore(environment, (session) => addUser(session, { tenant, username, name, role, extension }))
        print(`User ${username} is there. Their link, good once and for 24 hours:`)
        print(`  ${createOwnOrigins(parseConfig(environment)).main()}/#/activate/${secret}`)
      },
    )

  user
    .command('remove-second-factor')
    .description('take away the second factor of somebody who lost it; the next sign-in asks for the password alone')
    .argument('<username>')
    .requiredOption('--tenant <id>', 'a tenant they belong to')
    .action(async (username: string, { tenant }: { tenant: string }) => {
      await withStore(environment, (session) => removeSecondFactor(session, tenant, username))
      print(`User ${username} has no second factor any more.`)
    })

  program
    .command('seed')
    .description(`add agents load00001 … for load tests, all with the password ${demoPassword}`)
    .requiredOption('--agents <n>', 'how many there shall be', parseCount)
    .option('--tenant <id>', 'where', 'demo')
    .action(async ({ agents, tenant }: { agents: number; tenant: string }) => {
      const added = await withStore(environment, async (session) => {
        if (!isLoopback(session.config.host))
          throw new CommandFailed('Everyone knows these passwords, so HOTSEAT_HOST must be a loopback address.')
        if (!(await session.store.system.get('tenants', { id: tenant })))
          throw new CommandFailed(`There is no tenant "${tenant}".`)
        return seedAgents(session, agents, tenant)
      })
      print(`${added} agents added to ${tenant}.`)
    })

  program
    .command('migrate')
    .description('bring the schema of the store up to date; a start does this too')
    .action(async () => {
      await migrateStore(parseConfig(environment))
      print('The schema is up to date.')
    })

  program
    .command('secret-key')
    .description('the key that one-time codes and the secret keys of chats are encrypted with')
    .command('replace')
    .description(
      'begin with a new key because the old one is lost: everyone sets up one-time codes anew, every chat gets new keys. Stop the servers first',
    )
    .action(async () => {
      const { secondFactors, chatKeys } = await withStore(environment, replaceSecretKey)
      const lost = `${secondFactors} second factor(s) that it cannot read are taken away, ${chatKeys} chat key(s) revoked`
      print(`The secret key is a new one; ${lost}.`)
    })

  program
    .command('config')
    .description('the configuration')
    .command('check')
    .description('read the configuration and show it, credentials as ***')
    .action(() => {
      for (const [name, value] of Object.entries(describeConfig(parseConfig(environment)))) print(`${name}=${value}`)
    })

  program
    .command('doctor')
    .description('look at what commonly stands in the way')
    .action(async () => {
      const findings = await withStore(environment, examine)
      for (const { what, state, detail } of findings) print(`${state.padEnd(8)}${what.padEnd(11)}${detail}`)
      if (findings.some(({ state }) => state === 'bad')) throw new CommandFailed('Something must be mended first.')
    })
  return program
}

function parseCount(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('a whole number from 1 to 999999, please.')
}
