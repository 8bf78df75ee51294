import type { Interaction } from '@hotseat/core'
import type { DeskDocument } from '@hotseat/protocol'
import classes from './call-panel.module.css'

type Props = { kind: string; interaction: Interaction; lists: DeskDocument; figure: string; figureLabel: string }

/** Who, for which campaign, and the one figure that counts now. */
export function CallHead({ kind, interaction, lists, figure, figureLabel }: Props) {
  const campaign = lists.campaigns.find(({ id }) => id === interaction.campaign)?.name ?? interaction.campaign
  return (
    <div className={classes.head}>
      <div>
        <p className={classes.kind}>{kind}</p>
        <p className={classes.party}>
          <bdi>{interaction.party}</bdi>
        </p>
        <p className={classes.campaign}>
          <bdi>{campaign}</bdi>
        </p>
      </div>
      <p className={classes.figure} role="timer" aria-live="off">
        <span>{figureLabel}</span>
        <strong>{figure}</strong>
      </p>
    </div>
  )
}
