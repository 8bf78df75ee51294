import type { Logger } from 'pino'
import { createChatRouting } from './chat/chat-routing.ts'
import { createWhispers } from './chat/whispers.ts'
import type { Config } from './config.ts'
import { createContact } from './contact.ts'
import { seedDemo } from './demo/seed-demo.ts'
import type { Deps } from './deps.ts'
import { createHerd } from './feed/herd.ts'
import { findLiveSessions } from './feed/live-sessions.ts'
import { createHandlers } from './handlers.ts'
import { createChallenges } from './http/challenges.ts'
import type { BuiltPages } from './http/user-interface.ts'
import { keepAligned } from './keep-aligned.ts'
import { createLog } from './log.ts'
import { measureCommits } from './measured-store.ts'
import { createMetrics } from './metrics.ts'
import { createNode, type Node } from './node.ts'
import { openVault } from './open-vault.ts'
import { createPasswordHasher } from './passwords.ts'
import { createTenantSettings } from './preferences/tenant-settings.ts'
import type { World } from './real-world.ts'
import { createMediaStore } from './recording/media/create-media-store.ts'
import { createTidyRecordings, tidyEveryMs } from './recording/media/tidy-recordings.ts'
import { createServerSecrets, loadServerKeys } from './secrets.ts'
import { createFirstAdministratorLink } from './sign-on/first-administrator.ts'
import { createPresence } from './sign-on/presence.ts'
import { signatureVerifier } from './signatures.ts'
import { openStore } from './store/open-store.ts'
import type { Store } from './store/store.ts'
import { createTick } from './tick.ts'
import { repeat, startTicking } from './ticking.ts'

/** What a test brings of its own; a real server needs none of it. */
export type Given = { readonly store?: Store; readonly log?: Logger; readonly pages?: BuiltPages }

/** What a start has to tell the person who started it. */
export type Started = {
  readonly url: string
  /** The one-use link to create the first administrator; null when there is one (S-74). */
  readonly setupSecret: string | null
}

/** A whole server in this process. */
export type HotseatServer = Pick<Node, 'app' | 'drain'> & {
  readonly deps: Deps
  start(): Promise<Started>
  /** Drains, lets the calls under way finish, and closes the store. */
  close(): Promise<void>
}

/** The parts list: every part of a server is made here and nowhere else. */
export async function createServer(config: Config, world: World, given: Given = {}): Promise<HotseatServer> {
  const { clock, random } = world
  const log = given.log ?? createLog(config.logLevel)
  const onFault = (error: unknown) => log.error({ err: error }, 'store')
  const metrics = createMetrics()
  const contact = createContact(clock)
  const opened = given.store ?? (await openStore({ database: config.database, clock, onFault, onLook: contact.look }))
  const stopAligning = await keepAligned(clock, opened, onFault)
  const store = measureCommits(opened, clock, metrics.onCommit)
  const keys = await loadServerKeys(store.system, world)
  const vault = await openVault({ config, system: store.system, clock, random }).catch(async (error: unknown) => {
    stopAligning()
    contact.close()
    await opened.close()
    throw error
  })
  const hasher = createPasswordHasher({ clock })
  const herd = createHerd(clock)
  const deps: Deps = {
    store,
    clock,
    random,
    hasher,
    herd,
    signatures: signatureVerifier,
    challenges: createChallenges(keys.challenge, clock, random),
    secrets: createServerSecrets(keys.secret),
    vault,
    nodeId: Buffer.from(random.bytes(9)).toString('base64url'),
    demo: config.demo,
  }
  if (config.demo) await seedDemo(deps)
  const live = await findLiveSessions(store)
  herd.expect(live.map(({ id }) => id))

  const settings = createTenantSettings(store)
  const whispers = createWhispers(deps)
  const handlers = createHandlers(deps, settings, whispers)
  const presence = createPresence(deps, settings)
  const routing = createChatRouting(deps, settings)
  const tick = createTick(deps, { settings, routing, alone: !config.database.startsWith('postgres') })
  const knownAddresses = [...new Set(live.map(({ address }) => address))]
  const media = createMediaStore(config)
  const tidyRecordings = createTidyRecordings(deps, settings, media, (left) =>
    log.warn(left, 'a part of a recording was begun to be uploaded and left; what there was of it is removed'),
  )
  const outside = { config, deps, herd, media, handlers, presence, settings, whispers, contact, metrics, log, knownAddresses }
  const node = await createNode(given.pages ? { ...outside, pages: given.pages } : outside)
  metrics.watch({ sockets: node.sockets, expectedBack: herd.expected, passwordQueueMs: () => hasher.load().queuedMs })
  let stopTicking: () => Promise<void> = async () => undefined
  let stopTidying: () => Promise<void> = async () => undefined

  return {
    app: node.app,
    deps,
    drain: node.drain,
    async start() {
      // Who was connected to a server that was killed is dropped before anyone comes back.
      // One tenant that fails keeps nobody else from working; a store that does not answer stops the start.
      await tick.renewLease()
      await tick.run().catch(onFault)
      stopTicking = startTicking(tick, clock, onFault)
      stopTidying = repeat(clock, tidyEveryMs, tidyRecordings, onFault)
      routing.startAtOnce(onFault)
      const setup = await createFirstAdministratorLink(deps)
      const { url } = await node.start()
      log.info({ url, demo: config.demo }, 'listening')
      return { url, setupSecret: setup?.secret ?? null }
    },
    async close() {
      await node.close()
      await Promise.all([stopTicking(), stopTidying()])
      routing.close()
      stopAligning()
      contact.close()
      metrics.close()
      media.close()
      await store.close()
      log.info('closed')
    },
  }
}
