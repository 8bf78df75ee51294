import { accepted, refused } from '@hotseat/core'
import type { Operations, QueryOf } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { TenantReader } from '../store/store.ts'
import type { RecordingRow } from '../store/tables.ts'
import type { Caller, Handlers } from '../use-case.ts'
import { showRecordings } from './show-recording.ts'
import { createTellOnce } from './tell-once.ts'

type Asked = NonNullable<QueryOf<Operations['recordings']>>
/** Where a page ended. */
type Cursor = { readonly askedAt: number; readonly id: string }

const pageLength = 50
/** More recordings of one call are not looked at; it has one for each agent who had it. */
const mostOfCall = 200

/** Recordings as those see them who may watch them (spec RC40). */
export function createRecordings(deps: Pick<Deps, 'store' | 'clock'>): Pick<Handlers, 'recordings' | 'recording'> {
  const { store } = deps
  const tellOnce = createTellOnce(deps)
  /** Who called whom is on no screen before the trail says who looked (spec RC47). */
  const tell = (caller: Caller, agentId: string | null) =>
    tellOnce(caller, 'listed', { kind: 'recording.listed', userId: null, data: { agentId } })

  return {
    async recordings({ caller, query }) {
      const asked = query ?? {}
      const cursor = asked.before === undefined ? null : parseCursor(asked.before)
      if (cursor === undefined) return refused('request.invalid', { field: 'before' })
      await tell(caller, asked.agent ?? null)
      const tenant = store.tenant(caller.tenantId)
      const limit = asked.limit ?? pageLength
      const found = await (asked.call === undefined ? findPage : findOfCall)(tenant, asked, cursor, limit + 1)
      const page = found.slice(0, limit)
      const recordings = await showRecordings(
        tenant,
        page.map(({ recording }) => recording),
      )
      const last = found.length > limit ? page.at(-1) : undefined
      return accepted({ document: { recordings, next: last ? `${last.askedAt}.${last.id}` : null } })
    },
    async recording({ caller, params }) {
      const tenant = store.tenant(caller.tenantId)
      const row = await tenant.get('recordings', { id: params.id })
      if (!row) return refused('object.unknown')
      await tell(caller, row.userId)
      const [document] = await showRecordings(tenant, [row.recording])
      return document ? accepted({ document }) : refused('object.unknown')
    },
  }
}

function parseCursor(text: string): Cursor | undefined {
  const [, askedAt, id] = /^(\d{1,15})\.(.+)$/.exec(text) ?? []
  return askedAt === undefined || id === undefined ? undefined : { askedAt: Number(askedAt), id }
}

/** Read off an index: the newest first, of one moment the greatest id. */
async function findPage(
  tenant: TenantReader,
  asked: Asked,
  cursor: Cursor | null,
  most: number,
): Promise<readonly RecordingRow[]> {
  const to = Math.min(asked.to ?? Number.MAX_SAFE_INTEGER, cursor?.askedAt ?? Number.MAX_SAFE_INTEGER)
  // One more than is wanted is the cursor itself; only when many were asked for in one millisecond more of them are to be passed over.
  for (let limit = most + 1; ; limit *= 2) {
    const rows = await tenant.find('recordings', {
      ...(asked.agent !== undefined && { where: { userId: asked.agent } }),
      range: { column: 'askedAt', to, ...(asked.from !== undefined && { from: asked.from }) },
      ...{ orderBy: 'askedAt', descending: true, limit },
    })
    const after = rows.filter((row) => isAfter(row, cursor))
    if (after.length >= most || rows.length < limit) return after.slice(0, most)
  }
}

async function findOfCall(
  tenant: TenantReader,
  asked: Asked,
  cursor: Cursor | null,
  most: number,
): Promise<readonly RecordingRow[]> {
  const calls = await tenant.find('recordedCalls', { where: { interactionId: asked.call ?? '' }, limit: mostOfCall })
  const rows = await Promise.all(calls.map(({ recordingId }) => tenant.get('recordings', { id: recordingId })))
  return rows
    .filter((row) => row !== undefined)
    .filter(({ userId, askedAt }) => {
      const isInTime = askedAt >= (asked.from ?? 0) && askedAt <= (asked.to ?? Number.MAX_SAFE_INTEGER)
      return isInTime && (asked.agent === undefined || asked.agent === userId)
    })
    .filter((row) => isAfter(row, cursor))
    .toSorted((a, b) => (isAfter(b, a) ? -1 : 1))
    .slice(0, most)
}

/** Whether a recording comes after another one in the order of the list. */
function isAfter({ askedAt, id }: Cursor, other: Cursor | null): boolean {
  if (other === null) return true
  return askedAt < other.askedAt || (askedAt === other.askedAt && Buffer.compare(Buffer.from(id), Buffer.from(other.id)) < 0)
}
