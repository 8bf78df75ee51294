import type { ContinuityInput } from '@hotseat/core'
import type { ResumeDocument, SessionDocument, Snapshot } from '@hotseat/protocol'
import { signProof } from './device-key.ts'
import { HotseatError } from './hotseat.ts'
import type { Transport } from './transport.ts'
import type { KeyMaker } from './world.ts'

/** Who comes back: a session, the key that proves it, and what the server does not have yet. */
export type Identity = {
  readonly sessionId: string
  readonly key: CryptoKeyPair | null
  readonly offset: number
  readonly snapshot: Snapshot | null
  /** How long ago a person did something; null when that is not known (RE11). */
  readonly activeMsAgo: number | null
}

export type ComebackPorts = {
  readonly transport: Transport
  readonly subtle: KeyMaker | null
  /** The origin that a proof is good for: the page's, or the server's for a client without a page. */
  readonly proofOrigin: string
  readonly identity: () => Identity | null
  readonly tell: (input: ContinuityInput) => void
  readonly onResumed: (document: ResumeDocument) => void
}

/** Echo and resume: one of them in flight at a time, and a cancelled one says nothing more (PR8). */
export interface Comeback {
  probe(): void
  resume(challenge: string): void
  cancel(): void
  /** A fresh access token for a session that goes on: an echo and a resume, outside of the machine. */
  renew(signal: AbortSignal): Promise<SessionDocument>
}

/** Echo and resume over a transport. */
export function createComeback(ports: ComebackPorts): Comeback {
  const { transport, tell } = ports
  let current = new AbortController()

  function start(request: (signal: AbortSignal) => Promise<ContinuityInput>, failed: (error: unknown) => ContinuityInput): void {
    current.abort()
    current = new AbortController()
    const { signal } = current
    request(signal)
      .catch(failed)
      .then((input) => {
        if (!signal.aborted) tell(input)
      })
      .catch(() => undefined)
  }

  async function prove(challenge: string, signal: AbortSignal): Promise<ResumeDocument> {
    const identity = ports.identity()
    if (identity === null)
      throw new HotseatError({ code: 'resume.unknown', title: 'There is no session to resume.', status: 401 })
    const { sessionId, key, offset, snapshot, activeMsAgo } = identity
    if (key === null || ports.subtle === null) return knownByCookie(transport, signal)
    const signature = await signProof(ports.subtle, key, { origin: ports.proofOrigin, sessionId, challenge })
    const active = activeMsAgo === null ? {} : { activeMsAgo }
    return transport.call(
      'resume',
      { body: { sessionId, challenge, signature, offset, ...active, ...sendable(snapshot) } },
      signal,
    )
  }

  return {
    probe: () =>
      start(
        async (signal) => {
          const { challenge, waitMs } = await transport.call('echo', {}, signal)
          return { type: 'echoAnswered', challenge, waitMs }
        },
        (error) => ({ type: 'echoFailed', ...hintOf(error) }),
      ),
    resume: (challenge) =>
      start(
        async (signal) => {
          const document = await prove(challenge, signal)
          if (!signal.aborted) ports.onResumed(document)
          return { type: 'resumeSucceeded' }
        },
        (error) => (isFinal(error) ? { type: 'resumeRefused', code: error.code } : { type: 'resumeFailed', ...hintOf(error) }),
      ),
    cancel: () => current.abort(),
    async renew(signal) {
      const { challenge } = await transport.call('echo', {}, signal)
      // The events come by the socket, which stands.
      const { outcome: _, events: __, gap: ___, awayMs: ____, ...document } = await prove(challenge, signal)
      return document
    },
  }
}

/** A browser that could not keep a key has its cookie still: then the session is read again instead. */
async function knownByCookie(transport: Transport, signal: AbortSignal): Promise<ResumeDocument> {
  const document = await transport.call('session', {}, signal)
  return { ...document, outcome: 'recovered', events: [], gap: true, awayMs: 0 }
}

const snapshotBytes = 48 * 1024

/** The server saves an unsaved note with the resume; one that would not fit a request waits for its own save. */
function sendable(snapshot: Snapshot | null): { snapshot?: Snapshot } {
  if (snapshot === null || new TextEncoder().encode(JSON.stringify(snapshot)).length > snapshotBytes) return {}
  return { snapshot }
}

/** Whether the server judged the session and said no; a busy server, a proxy's page or a fault of a request is no judgement. */
export function isFinal(error: unknown): error is HotseatError {
  return error instanceof HotseatError && /^(resume|session|origin)\./.test(error.code)
}

function hintOf(error: unknown): { retryAfterMs?: number } {
  return error instanceof HotseatError && error.retryAfterMs !== null ? { retryAfterMs: error.retryAfterMs } : {}
}
