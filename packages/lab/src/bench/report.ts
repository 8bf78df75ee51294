import type { Aim, Figure } from './figure.ts'
import { median, spread } from './statistics.ts'

/** A figure summed up: medians, their ratio, and whether each aim is met. */
export type Summary = {
  readonly name: string
  readonly unit: string
  readonly value: number
  readonly limitName: string | null
  readonly limit: number | null
  readonly ratio: number | null
  readonly aims: readonly { readonly aim: string; readonly met: boolean }[]
  /** Half the quartile distance over the median, the larger one of figure and limit. */
  readonly spread: number
  readonly rounds: readonly number[]
  readonly limitRounds: readonly number[]
  readonly note: string
}

/** Sums a figure up. The ratio is that of the medians. */
export function summarise(figure: Figure): Summary {
  const value = median(figure.rounds)
  const limit = figure.limit === null ? null : median(figure.limit.rounds)
  const ratio = limit === null ? null : value / limit
  return {
    name: figure.name,
    unit: figure.unit,
    value,
    limitName: figure.limit?.name ?? null,
    limit,
    ratio,
    aims: figure.aims.flatMap((aim) => judged(aim, value, ratio)),
    spread: Math.max(spread(figure.rounds), figure.limit === null ? 0 : spread(figure.limit.rounds)),
    rounds: figure.rounds,
    limitRounds: figure.limit?.rounds ?? [],
    note: figure.note ?? '',
  }
}

/** A table in Markdown, as it stands in `docs/benchmarks.md`. */
export function tableOf(summaries: readonly Summary[]): string {
  const rows = summaries.map((summary) => [
    summary.name,
    `${short(summary.value)} ${summary.unit}`,
    summary.limit === null ? '—' : `${short(summary.limit)} (${summary.limitName})`,
    summary.ratio === null ? '—' : summary.ratio.toFixed(2),
    summary.aims.map(({ aim, met }) => `${aim} ${met ? '✓' : '✗'}`).join(', ') || '—',
    `±${(summary.spread * 100).toFixed(0)} %`,
  ])
  const head = ['figure', 'Hotseat', 'limit in the same run', 'ratio', 'aim', 'spread']
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

function judged(aim: Aim, value: number, ratio: number | null): { aim: string; met: boolean }[] {
  switch (aim.kind) {
    case 'shareAtLeast':
      return [{ aim: `ratio ≥ ${aim.share}`, met: ratio !== null && ratio >= aim.share }]
    case 'atLeast':
      return [{ aim: `≥ ${short(aim.value)}`, met: value >= aim.value }]
    case 'atMost':
      return [{ aim: `≤ ${short(aim.value)}`, met: value <= aim.value }]
    case 'none':
      return []
  }
}

/** Three significant digits, thousands apart. */
function short(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en')
}
