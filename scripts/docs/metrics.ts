import { metricTable } from '../../packages/server/src/metrics.ts'
import { code, page, table } from './markdown.ts'

/** docs/reference/metrics.md: what `/metrics` tells. */
export function renderMetrics(): string {
  const rows = Object.entries(metricTable).map(([name, { kind, labels, help }]) => [
    code(name),
    kind,
    labels.map(code).join(', '),
    help,
  ])
  return page(
    'Metrics',
    'packages/server/src/metrics.ts',
    `\`GET /metrics\` answers in the Prometheus text format, for this node alone. No label holds a name, an address or an id.`,
    table(['metric', 'kind', 'labels', 'what it says'], rows),
  )
}
