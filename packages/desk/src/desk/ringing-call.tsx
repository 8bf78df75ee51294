import type { Interaction, MediumStatus } from '@hotseat/core'
import type { DeskDocument } from '@hotseat/protocol'
import { IconPhone, IconPhoneOff } from '@tabler/icons-react'
import { ActButton } from '../app/act-button.tsx'
import { formatDuration } from '../app/durations.ts'
import { preferenceOf } from '../app/preferences.ts'
import { useShortcuts } from '../app/shortcuts.ts'
import { useNow } from '../app/use-now.ts'
import { useOperation } from '../app/use-operation.ts'
import { useHindrance, useView } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import { CallHead } from './call-head.tsx'
import classes from './call-panel.module.css'

type Props = { status: MediumStatus; interaction: Interaction; lists: DeskDocument }

/** A call that is offered: how long it has rung, how long it still will, accept. */
export function RingingCall({ status, interaction, lists }: Props) {
  const { desk: words } = useTexts()
  const { session } = useView()
  const hindrance = useHindrance()
  const now = useNow()
  const act = useOperation('actOnInteraction')
  const ringMs = preferenceOf(session, 'agent.ringMs')
  const rungMs = Math.max(0, now - status.since)
  const answer = () => {
    if (hindrance === null && !act.isPending) act.mutate({ params: { id: interaction.id }, body: { action: 'answer' } })
  }
  useShortcuts({ accept: answer })
  return (
    <div className={classes.call}>
      <CallHead
        kind={interaction.direction === 'inbound' ? words.incoming : words.outgoing}
        interaction={interaction}
        lists={lists}
        figure={formatDuration(rungMs)}
        figureLabel={words.ringsFor}
      />
      <div className={classes.track} aria-hidden>
        <div className={classes.bar} style={{ inlineSize: `${Math.max(0, 100 - (100 * rungMs) / ringMs)}%` }} />
      </div>
      <div className={classes.actions}>
        <ActButton
          size="md"
          color="petrol"
          leftSection={<IconPhone aria-hidden size={18} />}
          loading={act.isPending}
          aria-keyshortcuts="A Alt+A"
          onClick={answer}
        >
          {words.accept}
        </ActButton>
        <ActButton
          size="md"
          variant="default"
          leftSection={<IconPhoneOff aria-hidden size={18} />}
          onClick={() => act.mutate({ params: { id: interaction.id }, body: { action: 'decline' } })}
        >
          {words.decline}
        </ActButton>
      </div>
    </div>
  )
}
