import { useTexts } from '../texts/texts-context.tsx'
import { type Filter, filters } from './filters.ts'
import classes from './floor.module.css'

type Props = { counts: Readonly<Record<Filter, number>>; filter: Filter; onFilter: (filter: Filter) => void }

/** What to show, each with how many there are. */
export function FilterChips({ counts, filter, onFilter }: Props) {
  const { floor: words } = useTexts()
  const label: Record<Filter, string> = { ...words.tiles, everyone: words.everyone, needsHelp: words.needsHelp, out: words.out }
  return (
    <div className={classes.chips} role="group" aria-label={words.filters}>
      {filters.map((each) => (
        <button
          key={each}
          type="button"
          className={classes.chip}
          aria-pressed={filter === each}
          onClick={() => onFilter(filter === each ? 'everyone' : each)}
        >
          {label[each]} <b className="hs-number">{counts[each]}</b>
        </button>
      ))}
    </div>
  )
}
