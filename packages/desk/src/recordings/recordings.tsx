import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconVideoOff } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { dayStart } from '../admin/audit-filters.ts'
import { usePeople } from '../admin/use-people.ts'
import { Blank, Failed, Loading } from '../app/blank-states.tsx'
import { useHotseat } from '../app/hotseat-context.tsx'
import { useRouteWord } from '../app/route.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import { RecordingTable } from './recording-table.tsx'
import classes from './recordings.module.css'
import { useRecordingNews } from './use-recording-news.ts'

const pageLength = 50

/** What was recorded, the newest first; the filters stand in the address (spec DKR9). */
export function Recordings() {
  const hotseat = useHotseat()
  const { recordings: words } = useAllTexts()
  const people = usePeople()
  const [agent, setAgent] = useRouteWord('agent')
  const [from, setFrom] = useRouteWord('from')
  const [to, setTo] = useRouteWord('to')
  const [call, setCall] = useRouteWord('call')
  const isFiltered = [agent, from, to, call].some((word) => word !== '')
  useRecordingNews('recordings')

  const query = {
    limit: pageLength,
    ...(agent === '' ? {} : { agent }),
    ...(call === '' ? {} : { call }),
    ...(from === '' ? {} : { from: dayStart(from, 0) }),
    ...(to === '' ? {} : { to: dayStart(to, 1) - 1 }),
  }
  const list = useInfiniteQuery({
    queryKey: ['recordings', query],
    initialPageParam: '',
    queryFn: ({ pageParam }) => hotseat.call('recordings', { query: pageParam === '' ? query : { ...query, before: pageParam } }),
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 0,
    placeholderData: keepPreviousData,
  })
  const found = (list.data?.pages ?? []).flatMap((page) => page.recordings)
  const clear = () => {
    for (const set of [setAgent, setFrom, setTo, setCall]) set('')
  }

  return (
    <div className={classes.page}>
      <h1>{words.title}</h1>
      <div className={classes.tools}>
        <NativeSelect
          label={words.agent}
          value={agent}
          onChange={(event) => setAgent(event.currentTarget.value)}
          data={[{ value: '', label: words.anyone }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <div className={classes.dates}>
          <TextInput type="date" label={words.from} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
          <TextInput type="date" label={words.to} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        </div>
        <CallFilter call={call} onCall={setCall} />
        {isFiltered && (
          <Button variant="default" onClick={clear}>
            {words.clear}
          </Button>
        )}
      </div>
      {list.isError && found.length === 0 && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading rows={10} />}
      {list.isSuccess && found.length === 0 && (
        <Blank icon={<IconVideoOff aria-hidden size={28} stroke={1.5} />} title={isFiltered ? words.nothing : words.empty}>
          {!isFiltered && <p className="hs-muted">{words.emptyHelp}</p>}
        </Blank>
      )}
      {found.length > 0 && <RecordingTable recordings={found} isOld={list.isPlaceholderData} onCall={setCall} />}
      {list.isFetchNextPageError && <Failed error={list.error} onRetry={() => void list.fetchNextPage()} />}
      {list.hasNextPage ? (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {words.older}
        </Button>
      ) : (
        found.length > 0 && <p className="hs-muted hs-small">{words.end}</p>
      )}
    </div>
  )
}

/** An id is pasted or typed as a whole, so it is looked for when it is finished. */
function CallFilter({ call, onCall }: { call: string; onCall: (call: string) => void }) {
  const { recordings: words } = useAllTexts()
  const [typed, setTyped] = useState(call)
  useEffect(() => setTyped(call), [call])
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onCall(typed.trim())
      }}
    >
      <TextInput
        type="search"
        label={words.call}
        value={typed}
        maxLength={128}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => typed.trim() !== call && onCall(typed.trim())}
      />
    </form>
  )
}
