import type { FloorRow } from './needs.ts'

/** The chips above the floor, in their order. */
export const filters = ['everyone', 'needsHelp', 'ready', 'talking', 'work', 'notReady', 'lost', 'out'] as const
export type Filter = (typeof filters)[number]

/** Whether a word from the address names a filter. */
export function isFilter(word: string): word is Filter {
  return filters.some((filter) => filter === word)
}

const fits: Record<Filter, (row: FloorRow) => boolean> = {
  everyone: ({ tone }) => tone !== 'out',
  needsHelp: ({ isOver }) => isOver,
  ready: ({ tone }) => tone === 'ready',
  talking: ({ tone }) => tone === 'talking' || tone === 'hold' || tone === 'reserved',
  work: ({ tone }) => tone === 'work',
  notReady: ({ tone }) => tone === 'notReady',
  lost: ({ tone }) => tone === 'lost',
  out: ({ tone }) => tone === 'out',
}

/** What is looked for: a chip, a campaign, and words that must stand in the row. */
export type Search = { readonly filter: Filter; readonly campaign: string; readonly text: string }

/** How many rows each chip would show, within the campaign and the words. */
export function countByFilter(rows: readonly FloorRow[], search: Omit<Search, 'filter'>): Readonly<Record<Filter, number>> {
  const within = rows.filter((row) => fitsWords(row, search))
  const counts = filters.map((filter) => [filter, within.filter(fits[filter]).length] as const)
  return Object.fromEntries(counts) as Record<Filter, number>
}

/** The rows that a search shows, in the order given. */
export function searchRows(rows: readonly FloorRow[], search: Search): readonly FloorRow[] {
  return rows.filter((row) => fits[search.filter](row) && fitsWords(row, search))
}

function fitsWords({ agent }: FloorRow, { campaign, text }: Omit<Search, 'filter'>): boolean {
  if (campaign !== '' && !agent.campaigns.includes(campaign)) return false
  const line = `${agent.name} ${agent.username} ${agent.extension ?? ''} ${agent.place ?? ''}`.toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => line.includes(word))
}

/** How long the agent who has been ready the longest has waited, since when; null when nobody waits. */
export function longestWaitingSince(rows: readonly FloorRow[]): number | null {
  const since = rows.flatMap((row) => (row.tone === 'ready' && row.since !== null ? [row.since] : []))
  return since.length === 0 ? null : Math.min(...since)
}
