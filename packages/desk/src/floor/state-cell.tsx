import type { DeskDocument } from '@hotseat/protocol'
import { StateIcon } from '../app/state-icon.tsx'
import { stateText } from '../app/states.ts'
import { useTexts } from '../texts/texts-context.tsx'
import type { FloorRow } from './needs.ts'
import classes from './state-cell.module.css'

/** A state as the floor says it: sign, words, and what there is to know beside. */
export function StateCell({ row, lists }: { row: FloorRow; lists: DeskDocument }) {
  const texts = useTexts()
  const { status, tone, agent } = row
  const beside = [
    tone === 'lost' && status !== null ? stateText(status, lists.reasonCodes, texts) : '',
    status?.interaction != null && tone !== 'lost' ? texts.floor.onCallWith(status.interaction.party || texts.common.guest) : '',
    status?.pending != null ? texts.floor.thenPending(stateText(status.pending, lists.reasonCodes, texts)) : '',
  ].filter(Boolean)
  const word =
    tone === 'lost' ? texts.states.lost : status === null ? texts.states.LOGOUT : stateText(status, lists.reasonCodes, texts)
  return (
    <span className={classes.cell} data-tone={tone} data-presence={agent.presence}>
      <span className={classes.badge}>
        <StateIcon tone={tone} size={14} />
        {word}
      </span>
      {beside.length > 0 && <span className={classes.beside}>{beside.join(', ')}</span>}
    </span>
  )
}
