import type { DeskDocument } from '@hotseat/protocol'
import { useMediaQuery } from '@mantine/hooks'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import { useStoredAppearance } from '../app/appearance.ts'
import { joinIsolated } from '../texts/isolate.ts'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './floor-table.module.css'
import type { FloorRow } from './needs.ts'
import { RowActions } from './row-actions.tsx'
import { StateCell } from './state-cell.tsx'
import { TimeInState } from './time-in-state.tsx'

const rowHeights = { comfortable: 48, compact: 36 } as const
const narrowHeight = 76

/** The floor as a table. Only the rows in sight stand in the page, so a thousand agents scroll like ten. */
export function FloorTable({ rows, lists }: { rows: readonly FloorRow[]; lists: DeskDocument }) {
  const { floor: words } = useTexts()
  const { density } = useStoredAppearance()
  const body = useRef<HTMLDivElement>(null)
  const [offset, setOffset] = useState(0)
  const isNarrow = useMediaQuery('(max-width: 46rem)', undefined, { getInitialValueInEffect: false })
  const rowHeight = isNarrow ? narrowHeight : rowHeights[density]
  useLayoutEffect(() => {
    const top = body.current?.getBoundingClientRect().top ?? 0
    setOffset(top + scrollY)
  }, [])
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: offset,
    getItemKey: (index) => rows[index]?.agent.id ?? index,
  })
  // The heights that were given out stand until they are asked for again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer is the same one at each render
  useLayoutEffect(() => virtual.measure(), [rowHeight])
  const campaignName = (id: string) => lists.campaigns.find((campaign) => campaign.id === id)?.name ?? id
  return (
    <div className={classes.table} role="table" aria-label={words.title} aria-rowcount={rows.length + 1}>
      <div role="rowgroup" className={classes.head}>
        <div role="row" className={classes.row} aria-rowindex={1}>
          {[words.agent, words.state, words.time, words.campaigns, words.place].map((title) => (
            <span key={title} role="columnheader">
              {title}
            </span>
          ))}
          <span role="columnheader">
            <span className="hs-hidden">{words.actions}</span>
          </span>
        </div>
      </div>
      <div ref={body} role="rowgroup" className={classes.body} style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start, size }) => {
          const row = rows[index]
          if (row === undefined) return null
          const { agent } = row
          return (
            <div
              key={key}
              role="row"
              aria-rowindex={index + 2}
              className={`${classes.row} ${classes.item}`}
              data-over={row.isOver}
              data-tone={row.tone}
              data-testid={`agent-${agent.username}`}
              style={{ blockSize: size, transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
            >
              <span role="cell" className={classes.name} title={agent.username}>
                <bdi>{agent.name}</bdi>
              </span>
              <span role="cell" className={classes.state}>
                <StateCell row={row} lists={lists} />
              </span>
              <span role="cell" className={classes.timeCell}>
                <TimeInState row={row} />
              </span>
              <span role="cell" className={classes.wide}>
                {joinIsolated(agent.campaigns.map(campaignName), ', ')}
              </span>
              <span role="cell" className={classes.wide}>
                {joinIsolated([agent.place, agent.extension])}
              </span>
              <span role="cell" className={classes.act}>
                <RowActions row={row} lists={lists} />
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}
