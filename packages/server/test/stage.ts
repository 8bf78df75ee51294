import { createHmac, randomBytes } from 'node:crypto'
import type { FeedEvent, Refusal, Result } from '@hotseat/core'
import { type AnswerOf, type OperationName, type Operations, operations, type SignInBody } from '@hotseat/protocol'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { createWhispers, type Whispers } from '../src/chat/whispers.ts'
import { demoPassword, seedDemo } from '../src/demo/seed-demo.ts'
import type { Deps } from '../src/deps.ts'
import { createHandlers } from '../src/handlers.ts'
import { createCallers } from '../src/http/caller.ts'
import { createChallenges } from '../src/http/challenges.ts'
import { createPasswordHasher } from '../src/passwords.ts'
import type { Clock } from '../src/ports.ts'
import { realWorld } from '../src/real-world.ts'
import { createServerSecrets } from '../src/secrets.ts'
import { createPresence } from '../src/sign-on/presence.ts'
import { signatureVerifier } from '../src/signatures.ts'
import { createMemoryStore } from '../src/store/memory/create-memory-store.ts'
import type { Store } from '../src/store/store.ts'
import { createTick } from '../src/tick.ts'
import type { Answer, Call, Handlers, RequestFacts } from '../src/use-case.ts'
import { createVault } from '../src/vault.ts'
import { createTestClock, type TestClock } from './test-clock.ts'
import { createTestDevice, type TestDevice } from './test-device.ts'

const key = Buffer.alloc(32, 7)
/** As cheap as argon2 goes; it is the real one all the same. */
export const cheap = { memoryCost: 8, timeCost: 1, parallelism: 1 } as const
export const origin = 'http://localhost:7700'

/** One node of a server on a store: the use cases with everything around them but HTTP. */
export type TestNode = {
  readonly deps: Deps
  readonly handlers: Handlers
  readonly whispers: Whispers
  readonly presence: ReturnType<typeof createPresence>
  readonly tick: ReturnType<typeof createTick>
  /** How many passwords were verified here. */
  verifications(): number
  /** A browser that keeps its cookie, with a device key. */
  browser(options?: { address?: string; device?: TestDevice | null; origin?: string; sameOrigin?: boolean }): TestBrowser
}

export function createTestNode<C extends Clock>(
  { store, clock, nodeId = 'node-1' }: { store: Store; clock: C; nodeId?: string },
  given: Partial<Deps> = {},
): TestNode {
  const hasher = createPasswordHasher({ clock, cost: cheap })
  let verified = 0
  const deps: Deps = {
    store,
    clock,
    random: { bytes: (length) => new Uint8Array(randomBytes(length)) },
    hasher: {
      hash: hasher.hash,
      verify: (phc, password) => {
        verified += 1
        return hasher.verify(phc, password)
      },
    },
    signatures: signatureVerifier,
    challenges: createChallenges(createHmac('sha256', key).update('challenge').digest(), clock, {
      bytes: (length) => new Uint8Array(randomBytes(length)),
    }),
    secrets: createServerSecrets(key),
    vault: createVault(key, realWorld.random),
    herd: { waitMs: () => 0 },
    nodeId,
    demo: true,
    ...given,
  }
  const whispers = createWhispers(deps)
  const handlers = createHandlers(deps, undefined, whispers)
  const node: TestNode = {
    deps,
    handlers,
    whispers,
    presence: createPresence(deps),
    tick: createTick(deps),
    verifications: () => verified,
    browser: (options) => createBrowser(node, options),
  }
  return node
}

/** A node on the memory store with the demo data and a clock that stands. */
export async function createStage(given: Partial<Deps> = {}): Promise<TestNode & { readonly clock: TestClock }> {
  const clock = createTestClock()
  const node = createTestNode({ store: createMemoryStore(), clock }, given)
  await seedDemo(node.deps)
  return { ...node, clock }
}

/** What a call brings, without what the browser adds itself. */
export type Parts<N extends OperationName> = Partial<Pick<Call<N>, 'params' | 'query' | 'body'>>
type Outcome<N extends OperationName> = Result<Answer<AnswerOf<Operations[N]>>>

/** Somebody's browser: one cookie jar, one device key. */
export type TestBrowser = {
  cookie: string | null
  subId: string
  readonly device: TestDevice | null
  sessionId: string
  accessToken: string | null
  call<N extends OperationName>(name: N, parts?: Parts<N>): Promise<Outcome<N>>
  /** The document, or the test fails with the refusal. */
  get<N extends OperationName>(name: N, parts?: Parts<N>): Promise<AnswerOf<Operations[N]>>
  signIn(username: string, more?: Partial<SignInBody>): Promise<Outcome<'signIn'>>
  resume(more?: {
    offset?: number
    sessionId?: string
    challenge?: string
    signature?: string
    note?: { text: string; version: number }
    activeMsAgo?: number
  }): Promise<Outcome<'resume'>>
  caller(): Promise<Result<NonNullable<Call<'session'>['caller']>>>
}

function createBrowser(
  { deps, handlers }: TestNode,
  options: { address?: string; device?: TestDevice | null; origin?: string; sameOrigin?: boolean } = {},
): TestBrowser {
  const callers = createCallers(deps)
  const device = options.device === undefined ? createTestDevice() : options.device
  const factsNow = (): RequestFacts => ({
    address: options.address ?? '192.0.2.1',
    userAgent: 'Test/1.0',
    origin: options.origin ?? origin,
    sameOrigin: options.sameOrigin ?? true,
    browserToken: browser.cookie,
    subId: browser.subId,
  })
  const caller = () => callers.find({ browserToken: browser.cookie, accessToken: browser.accessToken, subId: browser.subId })

  const browser: TestBrowser = {
    cookie: null,
    subId: '',
    device,
    sessionId: '',
    accessToken: null,
    caller,
    async call(name, parts = {}) {
      const found = operations[name].access === 'anyone' ? null : await caller()
      if (found?.ok === false) return found
      const input = {
        params: undefined,
        query: undefined,
        body: undefined,
        ...parts,
        facts: factsNow(),
        caller: found?.value ?? null,
      }
      const handle = handlers[name] as (call: unknown) => Promise<Outcome<typeof name>>
      const outcome = await handle(input)
      if (outcome.ok) {
        expectFits(name, outcome.value.document)
        keep(outcome.value)
      }
      return outcome
    },
    async get(name, parts) {
      return documentOf(await browser.call(name, parts))
    },
    signIn: (username, more = {}) => {
      const challenge = deps.challenges.issue()
      const who = {
        origin: options.origin ?? origin,
        tenant: more.tenant ?? 'demo',
        username: more.username ?? username,
        challenge,
      }
      return browser.call('signIn', {
        body: {
          tenant: 'demo',
          username,
          password: demoPassword,
          ...(device && {
            deviceKey: device.publicKey,
            deviceProof: { challenge, signature: device.proveSignIn(who) },
          }),
          ...(browser.subId !== '' && { subId: browser.subId }),
          ...more,
        },
      })
    },
    resume({ sessionId = browser.sessionId, challenge = deps.challenges.issue(), signature, offset, note, activeMsAgo } = {}) {
      const proof = signature ?? device?.prove(options.origin ?? origin, sessionId, challenge) ?? ''
      return browser.call('resume', {
        body: {
          sessionId,
          challenge,
          signature: proof,
          ...(offset !== undefined && { offset }),
          ...(note && { snapshot: { version: 1, note } }),
          ...(activeMsAgo !== undefined && { activeMsAgo }),
        },
      })
    },
  }

  function keep({ document, cookie }: Answer<unknown>): void {
    if (cookie === 'clear') browser.cookie = null
    else if (cookie) browser.cookie = cookie.token
    if (typeof document !== 'object' || document === null || !('session' in document)) return
    const { session, accessToken } = document as { session: { id: string }; accessToken?: { value: string } }
    browser.sessionId = session.id
    browser.accessToken = accessToken?.value ?? browser.accessToken
  }
  return browser
}

const checkers = new Map<OperationName, ReturnType<typeof Compile<TSchema>>>()

/** The server sends what its use cases answer unchecked, and clients trust it: so it is checked here, as it goes over the wire. */
function expectFits(name: OperationName, document: unknown): void {
  const answer: TSchema = operations[name].answer
  const checker = checkers.get(name) ?? Compile(answer)
  checkers.set(name, checker)
  const sent: unknown = JSON.parse(JSON.stringify(document))
  if (!checker.Check(sent))
    throw new Error(`the answer of ${name} does not fit its schema: ${JSON.stringify(checker.Errors(sent))}`)
}

/** The document of an outcome that must have gone well. */
export function documentOf<T>(outcome: Result<Answer<T>>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`)
  return outcome.value.document
}

/** The refusal of an outcome that must have been refused. */
export function refusalOf(outcome: Result<unknown>): Refusal {
  if (outcome.ok) throw new Error('accepted')
  return outcome.refusal
}

/** A tenant's whole feed. */
export function feedOf(store: Store, tenantId = 'demo'): Promise<readonly FeedEvent[]> {
  return store.tenant(tenantId).events({ limit: 100_000 })
}
