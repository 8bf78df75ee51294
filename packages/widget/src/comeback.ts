import type { ContinuityInput } from '@hotseat/core'
import type { ChatCalls } from './call-chat.ts'
import { ChatError, mayPass } from './chat-error.ts'

/** Echo and resume: one of them in flight at a time, and a cancelled one says nothing more (PR8). */
export function createComeback(calls: Pick<ChatCalls, 'echo' | 'resume'>, tell: (input: ContinuityInput) => void) {
  let current = new AbortController()
  function start(request: (signal: AbortSignal) => Promise<ContinuityInput>, failed: (error: unknown) => ContinuityInput): void {
    current.abort()
    current = new AbortController()
    const { signal } = current
    request(signal)
      .catch(failed)
      .then((input) => signal.aborted || tell(input))
      .catch(() => undefined)
  }
  return {
    probe: () =>
      start(
        async (signal) => ({ type: 'echoAnswered', ...(await calls.echo(signal)) }),
        () => ({ type: 'echoFailed' }),
      ),
    resume: (session: string, asked: Parameters<ChatCalls['resume']>[1]) =>
      start(
        async (signal) => {
          await calls.resume(session, asked, signal)
          return { type: 'resumeSucceeded' }
        },
        (error) =>
          error instanceof ChatError && !mayPass(error) ? { type: 'resumeRefused', code: error.code } : { type: 'resumeFailed' },
      ),
    cancel: () => current.abort(),
  }
}
