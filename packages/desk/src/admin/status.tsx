import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Loading } from '../app/blank-states.tsx'
import { useHotseat } from '../app/hotseat-context.tsx'
import { useMoments } from '../app/moments.ts'
import { clockAheadMs, measureServerClock, serverNow } from '../app/server-clock.ts'
import { useView } from '../app/view-context.tsx'
import { useConnection } from '../connection/use-connection.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './admin.module.css'

/** Whether the server takes requests, and how far away it is. */
export function Status() {
  const hotseat = useHotseat()
  const texts = useAllTexts()
  const words = texts.status
  const moments = useMoments()
  const { session } = useView()
  const pill = useConnection()
  const check = useQuery({
    queryKey: ['status'],
    staleTime: 0,
    queryFn: async () => {
      const [roundTripMs, ready] = await Promise.all([
        measureServerClock(hotseat),
        fetch('/readyz').then(
          ({ ok }) => ok,
          () => false,
        ),
      ])
      return { roundTripMs, ready, checkedAt: serverNow() }
    },
  })
  const rows = [
    [words.server, check.data?.ready === false ? words.notReady : words.ready],
    [words.answers, `${check.data?.roundTripMs ?? 0} ms`],
    [words.clock, `${Math.round(clockAheadMs())} ms`],
    [words.connection, pill.text],
    [words.offset, String(session.offset)],
  ] as const
  return (
    <>
      <header className={classes.header}>
        <h1>{words.title}</h1>
        <Button size="xs" variant="default" loading={check.isFetching} onClick={() => void check.refetch()}>
          {words.again}
        </Button>
      </header>
      {check.data === undefined ? (
        <Loading rows={5} />
      ) : (
        <div className={classes.surface}>
          <table className={classes.table} aria-label={words.title}>
            <tbody>
              {rows.map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className="hs-number">{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {check.data !== undefined && <p className="hs-muted hs-small">{words.checkedAt(moments.exact(check.data.checkedAt))}</p>}
    </>
  )
}
