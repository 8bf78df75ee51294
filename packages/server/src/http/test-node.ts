import { refused } from '@hotseat/core'
import { type OperationName, operations } from '@hotseat/protocol'
import { createWhispers, type Whispers } from '../chat/whispers.ts'
import type { CreateAdapter } from '../compat/adapter.ts'
import { parseConfig } from '../config.ts'
import { createContact } from '../contact.ts'
import type { Deps } from '../deps.ts'
import { createHerd } from '../feed/herd.ts'
import type { Presence } from '../feed/presence.ts'
import { createLog } from '../log.ts'
import { createMetrics } from '../metrics.ts'
import { createNode, type Node } from '../node.ts'
import { createPasswordHasher } from '../passwords.ts'
import { createTenantSettings } from '../preferences/tenant-settings.ts'
import { realWorld } from '../real-world.ts'
import { createFolderMediaStore } from '../recording/media/folder-media-store.ts'
import type { MediaStore } from '../recording/media/media-store.ts'
import { createServerSecrets } from '../secrets.ts'
import { createAccessToken, createBrowserToken, createId, hashToken } from '../sign-on/tokens.ts'
import { signatureVerifier } from '../signatures.ts'
import { createMemoryStore, type MemoryStore } from '../store/memory/create-memory-store.ts'
import type { MemberRow, SessionRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { createVault } from '../vault.ts'
import { createChallenges } from './challenges.ts'
import type { FloodLimits } from './flood-gate.ts'
import type { BuiltPages } from './user-interface.ts'

/** A node on a store in memory, whose use cases refuse everything unless a test brings its own: for tests of the outside. */
export type TestNode = {
  readonly node: Node
  readonly store: MemoryStore
  readonly deps: Deps
  /** A live session of a member, with the headers a page of ours would send. */
  signIn(options?: SignInOptions): Promise<SignedIn>
}
export type SignInOptions = { tenant?: string; user?: string; role?: MemberRow['role']; bearer?: boolean; subId?: string }
export type SignedIn = { readonly session: SessionRow; readonly csrfToken: string; readonly headers: Record<string, string> }

export const ownOrigin = 'http://localhost:7700'

const refuseAll = Object.fromEntries(
  Object.keys(operations).map((name) => [name, async () => refused('object.unknown')]),
) as unknown as Handlers
const noPresence: Presence = { connected: async () => undefined, dropped: async () => undefined, active: async () => undefined }

export async function createTestNode(
  given: {
    handlers?: Partial<Handlers>
    presence?: Presence
    env?: Record<string, string>
    deps?: Partial<Deps>
    pages?: BuiltPages
    adapters?: readonly CreateAdapter[]
    floodLimits?: FloodLimits
    whispers?: Whispers
    media?: MediaStore
  } = {},
): Promise<TestNode> {
  const { clock, random } = realWorld
  const store = createMemoryStore()
  const secrets = createServerSecrets(random.bytes(32))
  const herd = createHerd(clock)
  const challenges = createChallenges(random.bytes(32), clock, random)
  const hasher = createPasswordHasher({ clock, cost: { memoryCost: 8, timeCost: 1, parallelism: 1 } })
  const deps: Deps = {
    store,
    clock,
    random,
    secrets,
    vault: createVault(random.bytes(32), random),
    herd,
    challenges,
    hasher,
    signatures: signatureVerifier,
    nodeId: 'n1',
    demo: true,
    ...given.deps,
  }
  await store.system.transact(async (tx) => {
    for (const id of ['demo', 'acme']) tx.put('tenants', { id, name: id, createdAt: 1, suspendedAt: null })
  })
  for (const id of ['demo', 'acme']) {
    const off = { level: 'tenant', key: 'security.secondFactor', value: 'off', locked: false, changedAt: 1, changedBy: null }
    await store.tenant(id).transact(async (tx) => tx.put('preferences', off))
  }
  const node = await createNode({
    config: parseConfig({ HOTSEAT_PORT: '7700', HOTSEAT_DEMO: '1', HOTSEAT_LOG_LEVEL: 'silent', ...given.env }),
    deps,
    herd,
    handlers: { ...refuseAll, ...given.handlers },
    presence: given.presence ?? noPresence,
    settings: createTenantSettings(deps.store),
    whispers: given.whispers ?? createWhispers(deps),
    media: given.media ?? createFolderMediaStore('/nowhere'),
    contact: createContact(clock),
    metrics: createMetrics(),
    log: createLog('silent'),
    pages: given.pages ?? { desk: '/nowhere', sdk: '/nowhere' },
    ...(given.adapters && { adapters: given.adapters }),
    ...(given.floodLimits && { floodLimits: given.floodLimits }),
  })
  return { node, store, deps, signIn: (options = {}) => plantSession(deps, options) }
}

/** Puts a member and a live session into the store, as a sign-in would. */
async function plantSession(deps: Deps, options: SignInOptions): Promise<SignedIn> {
  const { tenant = 'demo', user = 'agent01', role = 'executive', bearer = false, subId = '' } = options
  const browserId = createId(deps.random)
  const token = createBrowserToken(deps.random, browserId)
  const accessToken = createAccessToken(deps.random, tenant)
  const id = `${tenant}.${Buffer.from(deps.random.bytes(16)).toString('base64url')}`
  const now = deps.clock.now()
  const session: SessionRow = {
    ...{ id, userId: `u-${user}`, subId, role, deviceKey: null, deviceId: null, application: 'hotseat', startedAt: now },
    ...{ authenticatedAt: now },
    ...{ expiresAt: now + 3_600_000, activeAt: now, address: '127.0.0.1', userAgent: 'test', connectedNode: null },
    ...{ droppedAt: now, dueAt: null, endedAt: null, endReason: null, usedChallenges: [] },
    credential: bearer ? 'bearer' : 'cookie',
    browserId: bearer ? null : browserId,
    tokenHash: bearer ? hashToken(accessToken) : null,
    tokenExpiresAt: bearer ? now + 300_000 : null,
  }
  await deps.store.tenant(tenant).transact(async (tx) => {
    const member = {
      id: session.userId,
      username: user,
      name: user,
      role,
      extension: null,
      campaigns: [],
      disabledAt: null,
      createdAt: 1,
    }
    tx.put('members', member)
    tx.put('sessions', session)
    if (!bearer)
      tx.system.put('browsers', {
        id: browserId,
        tokenHash: hashToken(token),
        sessions: { [subId]: { tenant, sessionId: id } },
        seenAt: now,
      })
  })
  const csrfToken = deps.secrets.csrfToken(id)
  const cookieHeaders = { cookie: `hotseat=${token}`, origin: ownOrigin, 'x-csrf-token': csrfToken }
  return { session, csrfToken, headers: bearer ? { authorization: `Bearer ${accessToken}` } : cookieHeaders }
}

/** Every operation with an address that its parameters fit. */
export function exampleCalls(): { name: OperationName; method: 'GET' | 'POST' | 'PUT' | 'DELETE'; url: string }[] {
  return Object.entries(operations).map(([name, { method, path }]) => ({
    name: name as OperationName,
    method,
    url: path.replace(':level', 'tenant').replace(/:(id|key)/, 'x'),
  }))
}
