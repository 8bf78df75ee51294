import { Button, CloseButton, NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { IconLayoutGrid, IconList, IconMaximize, IconSearch } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { Blank, Failed, Loading } from '../app/blank-states.tsx'
import { useRouteWord } from '../app/route.ts'
import { emptyLists, useDeskLists } from '../desk/use-desk-lists.ts'
import { useTexts } from '../texts/texts-context.tsx'
import { CardWall } from './card-wall.tsx'
import { FilterChips } from './filter-chips.tsx'
import { countByFilter, isFilter, searchRows } from './filters.ts'
import classes from './floor.module.css'
import { FloorTable } from './floor-table.tsx'
import { holdOrder } from './needs.ts'
import { Tiles } from './tiles.tsx'
import { useFloor } from './use-floor.ts'

/** Who needs help now, and what can be done about it without leaving the page. */
export function Floor() {
  const texts = useTexts()
  const words = texts.floor
  const [, goTo] = useLocation()
  const { rows, error, refetch } = useFloor()
  const { lists = emptyLists } = useDeskLists()
  const [filterWord, setFilter] = useRouteWord('show')
  const [campaign, setCampaign] = useRouteWord('campaign')
  const [text, setText] = useRouteWord('find')
  const [view, setView] = useRouteWord('view')
  const [isHeld, setHeld] = useState(false)
  const shownIds = useRef<readonly string[]>([])

  if (error !== null && rows === undefined) return <Failed error={error} onRetry={refetch} />
  if (rows === undefined) return <Loading rows={10} />

  const filter = isFilter(filterWord) ? filterWord : 'everyone'
  const found = searchRows(rows, { filter, campaign, text })
  const shown = isHeld ? holdOrder(found, shownIds.current) : found
  shownIds.current = shown.map((row) => row.agent.id)
  const clear = () => {
    setFilter('')
    setCampaign('')
    setText('')
  }
  const hold = {
    onPointerEnter: () => setHeld(true),
    onPointerLeave: () => setHeld(false),
    onFocus: () => setHeld(true),
    onBlur: () => setHeld(false),
  }
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <h1>{words.title}</h1>
        <p className="hs-muted hs-small" role="status">
          {words.count(shown.length, rows.length)}
        </p>
        <div className={classes.end}>
          <SegmentedControl
            size="xs"
            aria-label={words.view}
            value={view === 'cards' ? 'cards' : 'table'}
            onChange={(value) => setView(value === 'cards' ? 'cards' : '')}
            data={[
              { value: 'table', label: <ViewLabel icon={<IconList aria-hidden size={15} />} text={words.table} /> },
              { value: 'cards', label: <ViewLabel icon={<IconLayoutGrid aria-hidden size={15} />} text={words.cards} /> },
            ]}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconMaximize aria-hidden size={15} />}
            onClick={() => goTo('/floor/wallboard')}
          >
            {words.wallboard}
          </Button>
        </div>
      </header>
      <Tiles rows={rows} onFilter={(next) => setFilter(next === filter ? '' : next)} />
      <div className={classes.filters}>
        <FilterChips
          counts={countByFilter(rows, { campaign, text })}
          filter={filter}
          onFilter={(next) => setFilter(next === 'everyone' ? '' : next)}
        />
        <div className={classes.finders}>
          <NativeSelect
            size="xs"
            aria-label={words.campaign}
            value={campaign}
            onChange={(event) => setCampaign(event.currentTarget.value)}
            data={[
              { value: '', label: words.anyCampaign },
              ...lists.campaigns.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <TextInput
            size="xs"
            type="search"
            className={classes.find}
            aria-label={words.find}
            placeholder={words.find}
            leftSection={<IconSearch aria-hidden size={15} />}
            rightSection={text !== '' && <CloseButton size="xs" aria-label={words.clear} onClick={() => setText('')} />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </div>
      </div>
      {shown.length === 0 ? (
        <Blank title={rows.length === 0 ? words.empty : words.nothing}>
          {rows.length > 0 && (
            <Button variant="default" onClick={clear}>
              {words.clear}
            </Button>
          )}
        </Blank>
      ) : (
        <div {...hold}>
          {view === 'cards' ? <CardWall rows={shown} lists={lists} /> : <FloorTable rows={shown} lists={lists} />}
        </div>
      )}
    </div>
  )
}

function ViewLabel({ icon, text }: { icon: ReactNode; text: string }) {
  return (
    <span className={classes.viewLabel}>
      {icon}
      {text}
    </span>
  )
}
