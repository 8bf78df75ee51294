import type { Interaction, MediumStatus } from '@hotseat/core'
import type { DeskDocument } from '@hotseat/protocol'
import { useState } from 'react'
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

/** After the call: what it was about, how long there is for it, done. */
export function WrapUp({ status, interaction, lists }: Props) {
  const { desk: words } = useTexts()
  const { session } = useView()
  const hindrance = useHindrance()
  const now = useNow()
  const [code, setCode] = useState<string | null>(null)
  const act = useOperation('actOnInteraction')
  const limitMs = preferenceOf(session, 'agent.wrapUpMs')
  const spentMs = Math.max(0, now - status.since)
  const finish = () => {
    if (hindrance !== null || act.isPending) return
    act.mutate({ params: { id: interaction.id }, body: { action: 'wrapUp', ...(code === null ? {} : { wrapUpCode: code }) } })
  }
  useShortcuts({ wrapUp: finish })
  return (
    <div className={classes.call}>
      <CallHead
        kind={words.wrapUp}
        interaction={interaction}
        lists={lists}
        figure={limitMs > 0 ? `${formatDuration(spentMs)} / ${formatDuration(limitMs)}` : formatDuration(spentMs)}
        figureLabel={words.wrapUpTime}
      />
      {limitMs > 0 && (
        <div className={classes.track} aria-hidden>
          <div className={classes.bar} style={{ inlineSize: `${Math.max(0, 100 - (100 * spentMs) / limitMs)}%` }} />
        </div>
      )}
      {lists.wrapUpCodes.length > 0 && (
        <fieldset className={classes.codes}>
          <legend>{words.wrapUpCode}</legend>
          {lists.wrapUpCodes.map(({ id, label }) => (
            <label key={id} className={classes.code}>
              <input type="radio" name="wrap-up-code" value={id} checked={code === id} onChange={() => setCode(id)} />
              <bdi>{label}</bdi>
            </label>
          ))}
        </fieldset>
      )}
      <div className={classes.actions}>
        <ActButton size="md" loading={act.isPending} aria-keyshortcuts="W Alt+W" onClick={finish}>
          {words.finishWrapUp}
        </ActButton>
      </div>
    </div>
  )
}
