import type { DeskDocument } from '@hotseat/protocol'
import { joinIsolated } from '../texts/isolate.ts'
import classes from './card-wall.module.css'
import type { FloorRow } from './needs.ts'
import { RowActions } from './row-actions.tsx'
import { StateCell } from './state-cell.tsx'
import { TimeInState } from './time-in-state.tsx'

/** The floor as cards. The browser skips those out of sight, so many stay smooth. */
export function CardWall({
  rows,
  lists,
  isQuiet = false,
}: {
  rows: readonly FloorRow[]
  lists: DeskDocument
  isQuiet?: boolean
}) {
  return (
    <ul className={classes.wall}>
      {rows.map((row) => (
        <li
          key={row.agent.id}
          className={classes.card}
          data-tone={row.tone}
          data-over={row.isOver}
          data-testid={`agent-${row.agent.username}`}
        >
          <div className={classes.head}>
            <strong>
              <bdi>{row.agent.name}</bdi>
            </strong>
            <TimeInState row={row} />
          </div>
          <StateCell row={row} lists={lists} />
          <div className={classes.foot}>
            <span>{joinIsolated([row.agent.place, row.agent.extension]) || '–'}</span>
            {!isQuiet && <RowActions row={row} lists={lists} />}
          </div>
        </li>
      ))}
    </ul>
  )
}
