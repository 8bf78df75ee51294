import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Blank, Failed, Loading } from '../app/blank-states.tsx'
import { readFeedEvent } from '../app/feed-events.ts'
import { useHotseat } from '../app/hotseat-context.tsx'
import { useMoments } from '../app/moments.ts'
import { useRouteWord } from '../app/route.ts'
import { emptyLists, useDeskLists } from '../desk/use-desk-lists.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './admin.module.css'
import { auditKinds, dayStart } from './audit-filters.ts'
import { auditSentence } from './audit-sentence.ts'
import { downloadCsv } from './csv.ts'
import { useNameOf, usePeople } from './use-people.ts'

const pageLength = 100

/** What happened, newest first, as sentences. */
export function Audit() {
  const hotseat = useHotseat()
  const texts = useAllTexts()
  const words = texts.audit
  const moments = useMoments()
  const { lists = emptyLists } = useDeskLists()
  const [user, setUser] = useRouteWord('user')
  const [from, setFrom] = useRouteWord('from')
  const [to, setTo] = useRouteWord('to')
  const [kind, setKind] = useRouteWord('kind')
  const people = usePeople()
  const nameOf = useNameOf()

  const query = {
    limit: pageLength,
    ...(user === '' ? {} : { user }),
    ...(kind === '' ? {} : { kind }),
    ...(from === '' ? {} : { from: dayStart(from, 0) }),
    ...(to === '' ? {} : { to: dayStart(to, 1) }),
  }
  const trail = useInfiniteQuery({
    queryKey: ['audit', query],
    initialPageParam: 0,
    queryFn: ({ pageParam }) => hotseat.call('audit', { query: pageParam === 0 ? query : { ...query, before: pageParam } }),
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 0,
  })
  const events = (trail.data?.pages ?? []).flatMap((page) => page.events.map(readFeedEvent))
  const sentence = (event: (typeof events)[number]) => auditSentence(event, { texts, nameOf, reasons: lists.reasonCodes })

  return (
    <>
      <header className={classes.header}>
        <h1>{words.title}</h1>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload aria-hidden size={15} />}
          disabled={events.length === 0}
          onClick={() =>
            downloadCsv('audit', [
              ['offset', 'at', 'kind', 'user', 'by', 'sentence'],
              ...events.map((event) => [
                String(event.offset),
                new Date(event.at).toISOString(),
                event.kind,
                event.userId ?? '',
                event.by ?? '',
                sentence(event),
              ]),
            ])
          }
        >
          {words.export}
        </Button>
      </header>
      <div className={classes.tools}>
        <NativeSelect
          label={words.person}
          value={user}
          onChange={(event) => setUser(event.currentTarget.value)}
          data={[{ value: '', label: words.anyone }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <NativeSelect
          label={words.kind}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
          data={[{ value: '', label: words.anything }, ...auditKinds.map((each) => ({ value: each, label: each }))]}
        />
        <div className={classes.dates}>
          <TextInput type="date" label={words.from} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
          <TextInput type="date" label={words.to} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        </div>
      </div>
      {trail.isError && <Failed error={trail.error} onRetry={() => void trail.refetch()} />}
      {trail.isPending && <Loading rows={12} />}
      {trail.data !== undefined && events.length === 0 && <Blank title={words.empty} />}
      {events.length > 0 && (
        <div className={classes.surface}>
          <table className={classes.table} aria-label={words.title}>
            <thead>
              <tr>
                <th scope="col">{words.time}</th>
                <th scope="col">{words.kind}</th>
              </tr>
            </thead>
            <tbody>
              {events.map((event) => (
                <tr key={event.offset}>
                  <td className={`hs-number ${classes.when}`}>{moments.stamp(event.at)}</td>
                  <td className={classes.sentence}>
                    {sentence(event)} <span className="hs-hidden">{event.kind}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {trail.hasNextPage ? (
        <Button variant="default" loading={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
          {words.older}
        </Button>
      ) : (
        events.length > 0 && <p className="hs-muted hs-small">{words.end}</p>
      )}
    </>
  )
}
