import type { Hotseat } from '../hotseat.ts'
import { IpcortexError, tell } from './errors.ts'

/** What a super-logout does, in this order. */
export const exitSteps = ['chat', 'history', 'phone', 'logout'] as const
export type ExitStep = (typeof exitSteps)[number]

/** How one step went. */
export type ExitReport = { readonly step: ExitStep; readonly ok: boolean; readonly message: string }

/** Some steps failed; the others were done all the same. */
export class ExitError extends IpcortexError {
  readonly failed: readonly ExitStep[]
  readonly steps: readonly ExitReport[]
  constructor(steps: readonly ExitReport[]) {
    const failed = steps.filter(({ ok }) => !ok)
    super('exit', `exit: ${failed.map(({ step, message }) => `${step} (${message})`).join(', ')} failed`)
    this.name = 'ExitError'
    this.failed = failed.map(({ step }) => step)
    this.steps = steps
  }
}

/** Tries every step, whatever became of the one before, and answers how each went. Rejects with `ExitError` when one failed. */
export async function runSteps(
  steps: readonly { readonly step: ExitStep; readonly run: () => Promise<unknown> }[],
): Promise<readonly ExitReport[]> {
  const reports: ExitReport[] = []
  for (const { step, run } of steps) {
    try {
      await run()
      reports.push({ step, ok: true, message: '' })
    } catch (error) {
      reports.push({ step, ok: false, message: tell(error).message })
    }
  }
  if (reports.some(({ ok }) => !ok)) throw new ExitError(reports)
  return reports
}

/** No new chat comes from here on; one that runs stays until it is over. Who has no chat is offline there already. */
export async function setChatOffline(hotseat: Hotseat): Promise<void> {
  const chat = hotseat.session?.agent?.states.find(({ medium }) => medium === 'chat')
  if (chat === undefined || chat.state === 'NOT_READY' || chat.state === 'LOGOUT') return
  const { reasonCodes } = await hotseat.call('desk', {})
  const reason = reasonCodes.find(({ category, system }) => category === 'NOT_READY' && !system)
  const body = { medium: 'chat', state: 'NOT_READY' as const, ...(reason && { reasonCode: reason.code }) }
  await hotseat.call('setState', { body })
}

/** The server writes the history as it happens; this asks whether it has it. */
export async function saveHistory(hotseat: Hotseat): Promise<void> {
  await hotseat.call('timeline', {})
}
