import { ownApplication } from '@hotseat/core'
import { Badge } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { ActButton } from '../app/act-button.tsx'
import { Failed, Loading } from '../app/blank-states.tsx'
import { useMoments } from '../app/moments.ts'
import { useAnswer, useOperation } from '../app/use-operation.ts'
import { useTexts } from '../texts/texts-context.tsx'
import { browserName } from './browser-name.ts'
import classes from './session-list.module.css'

/** Everywhere I am signed in, each with a way to end it. */
export function SessionList() {
  const texts = useTexts()
  const words = texts.shell
  const moments = useMoments()
  const queries = useQueryClient()
  const list = useAnswer('sessions', {})
  const end = useOperation('endSession', { onSuccess: () => void queries.invalidateQueries({ queryKey: ['sessions'] }) })
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return <Loading rows={3} />
  return (
    <>
      <p className="hs-muted hs-small">{words.sessionsHelp}</p>
      <ul className={classes.list}>
        {list.data.sessions.map((row) => (
          <li key={row.id} className={classes.row}>
            <div>
              <strong>{row.application === ownApplication ? browserName(row.userAgent) : row.application}</strong>{' '}
              {row.current && <Badge variant="light">{words.sessionHere}</Badge>}
              <div className="hs-muted hs-small">
                {[
                  row.address,
                  words.sessionSince(moments.full(row.startedAt)),
                  row.connected ? words.sessionConnected : words.sessionAway,
                ].join(' · ')}
              </div>
            </div>
            {!row.current && (
              <ActButton variant="default" size="xs" onClick={() => end.mutate({ params: { id: row.id } })}>
                {words.sessionEnd}
              </ActButton>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
