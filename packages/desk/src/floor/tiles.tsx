import { formatDuration } from '../app/durations.ts'
import { StateIcon } from '../app/state-icon.tsx'
import type { Tone } from '../app/states.ts'
import { useNow } from '../app/use-now.ts'
import { useTexts } from '../texts/texts-context.tsx'
import { type Filter, longestWaitingSince } from './filters.ts'
import type { FloorRow } from './needs.ts'
import classes from './tiles.module.css'

const tiles = [
  { filter: 'ready', tone: 'ready', tones: ['ready'] },
  { filter: 'talking', tone: 'talking', tones: ['talking', 'hold', 'reserved'] },
  { filter: 'notReady', tone: 'notReady', tones: ['notReady'] },
  { filter: 'lost', tone: 'lost', tones: ['lost'] },
] as const satisfies readonly { filter: Filter; tone: Tone; tones: readonly Tone[] }[]

/** The floor in five figures. A tile is a filter, where there is something to filter. */
export function Tiles({ rows, onFilter }: { rows: readonly FloorRow[]; onFilter?: (filter: Filter) => void }) {
  const { floor: words } = useTexts()
  const now = useNow()
  const since = longestWaitingSince(rows)
  return (
    <ul className={classes.tiles}>
      {tiles.map(({ filter, tone, tones }) => {
        const count = rows.filter((row) => tones.some((each) => each === row.tone)).length
        const content = (
          <>
            <span className={classes.label}>
              <StateIcon tone={tone} size={15} />
              {words.tiles[filter]}
            </span>
            <strong className={classes.figure}>{count}</strong>
          </>
        )
        return (
          <li key={filter} data-tone={tone} data-quiet={count === 0}>
            {onFilter === undefined ? (
              <div className={classes.tile}>{content}</div>
            ) : (
              <button type="button" className={classes.tile} onClick={() => onFilter(filter)}>
                {content}
              </button>
            )}
          </li>
        )
      })}
      <li data-tone="hold" data-quiet={since === null}>
        <div className={classes.tile}>
          <span className={classes.label}>{words.tiles.longest}</span>
          <strong className={classes.figure}>{since === null ? '–' : formatDuration(now - since)}</strong>
        </div>
      </li>
    </ul>
  )
}
