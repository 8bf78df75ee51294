import type { MediumStatus } from '@hotseat/core'
import type { DeskDocument } from '@hotseat/protocol'
import { CloseButton } from '@mantine/core'
import { StateIcon } from '../app/state-icon.tsx'
import { stateText, toneOf } from '../app/states.ts'
import { useOperation } from '../app/use-operation.ts'
import { useHindrance } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './pending-line.module.css'

/** What comes after this call, and the way to take it back. */
export function PendingLine({ status, lists }: { status: MediumStatus; lists: DeskDocument }) {
  const texts = useTexts()
  const hindrance = useHindrance()
  const cancel = useOperation('cancelPending')
  const { pending } = status
  if (pending === null) return null
  const state = stateText(pending, lists.reasonCodes, texts)
  const isOwn = pending.by.kind === 'agent'
  return (
    <p className={classes.line} data-tone={toneOf(pending.state)} data-testid="pending">
      <StateIcon tone={toneOf(pending.state)} size={15} />
      {isOwn ? texts.desk.pending(state) : texts.desk.pendingBySupervisor(state)}
      {isOwn && (
        <CloseButton
          size="xs"
          disabled={hindrance !== null || cancel.isPending}
          aria-label={`${texts.desk.cancelPending}: ${texts.desk.pending(state)}`}
          title={texts.desk.cancelPending}
          onClick={() => cancel.mutate({ body: { medium: status.medium } })}
        />
      )}
    </p>
  )
}
