import { formatDuration } from '../app/durations.ts'
import { useNow } from '../app/use-now.ts'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './floor-table.module.css'
import type { FloorRow } from './needs.ts'

/** How long a row has been so, coloured past its threshold, and said so for who does not see colours. */
export function TimeInState({ row }: { row: FloorRow }) {
  const { floor: words } = useTexts()
  const now = useNow()
  if (row.since === null || row.tone === 'out') return <span className="hs-muted">–</span>
  return (
    <span className={classes.time} data-over={row.isOver}>
      {formatDuration(now - row.since)}
      {row.isOver && <span className="hs-hidden">, {words.over}</span>}
    </span>
  )
}
