import type { Interaction, MediumStatus } from '@hotseat/core'
import type { DeskDocument, InteractionAction } from '@hotseat/protocol'
import { IconPhoneOff, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { ActButton } from '../app/act-button.tsx'
import { formatDuration } from '../app/durations.ts'
import { useShortcuts } from '../app/shortcuts.ts'
import { useNow } from '../app/use-now.ts'
import { useOperation } from '../app/use-operation.ts'
import { useHindrance } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import { CallHead } from './call-head.tsx'
import classes from './call-panel.module.css'

type Props = { status: MediumStatus; interaction: Interaction; lists: DeskDocument }

/** A call that runs or is held. */
export function LiveCall({ status, interaction, lists }: Props) {
  const texts = useTexts()
  const words = texts.desk
  const hindrance = useHindrance()
  const now = useNow()
  const act = useOperation('actOnInteraction')
  const isHeld = status.state === 'HOLD'
  const take = (action: InteractionAction) => {
    // The feed may have told the outcome before the answer is here: only the same action twice is one too many.
    const isUnderWay = act.isPending && act.variables.body.action === action
    if (hindrance === null && !isUnderWay) act.mutate({ params: { id: interaction.id }, body: { action } })
  }
  const toggleHold = () => take(isHeld ? 'retrieve' : 'hold')
  useShortcuts({ hold: toggleHold, end: () => take('end') })
  return (
    <div className={classes.call}>
      <CallHead
        kind={texts.states[status.state]}
        interaction={interaction}
        lists={lists}
        figure={formatDuration(now - (interaction.answeredAt ?? status.since))}
        figureLabel={words.duration}
      />
      <div className={classes.actions}>
        <ActButton
          size="md"
          variant={isHeld ? 'filled' : 'default'}
          leftSection={isHeld ? <IconPlayerPlay aria-hidden size={18} /> : <IconPlayerPause aria-hidden size={18} />}
          aria-keyshortcuts="H Alt+H"
          onClick={toggleHold}
        >
          {isHeld ? words.retrieve : words.hold}
        </ActButton>
        <ActButton
          size="md"
          variant="light"
          color="red"
          leftSection={<IconPhoneOff aria-hidden size={18} />}
          aria-keyshortcuts="X Alt+X"
          onClick={() => take('end')}
        >
          {words.end}
        </ActButton>
      </div>
    </div>
  )
}
