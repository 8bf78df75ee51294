import type { RecordingDocument } from '@hotseat/protocol'
import { Link } from 'wouter'
import { formatDuration } from '../app/durations.ts'
import { useMoments } from '../app/moments.ts'
import { emptyLists, useDeskLists } from '../desk/use-desk-lists.ts'
import { joinIsolated } from '../texts/isolate.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import { RecordingState } from './recording-state.tsx'
import classes from './recordings.module.css'

/** How long was recorded so far: the parts that are there, else from the beginning to the end, unless nothing was recorded. */
function lengthOf({ state, parts, startedAt, stoppedAt }: RecordingDocument): number | null {
  if (parts.length > 0) return parts.reduce((sum, { durationMs }) => sum + durationMs, 0)
  return state === 'stopped' && startedAt !== null && stoppedAt !== null ? stoppedAt - startedAt : null
}

type Props = {
  recordings: readonly RecordingDocument[]
  /** They matched other filters; what matches now is on its way. */
  isOld: boolean
  onCall: (call: string) => void
}

/** The recordings as a table; on a narrow window each is a card. A call's id narrows the list to that call. */
export function RecordingTable({ recordings, isOld, onCall }: Props) {
  const { recordings: words } = useAllTexts()
  const moments = useMoments()
  const { lists = emptyLists } = useDeskLists()
  const campaignOf = (id: string) => lists.campaigns.find((campaign) => campaign.id === id)?.name ?? id
  return (
    <div className={classes.surface} aria-busy={isOld}>
      <table className={classes.table} aria-label={words.title}>
        <thead>
          <tr>
            <th scope="col">{words.agent}</th>
            <th scope="col">{words.begun}</th>
            <th scope="col">{words.length}</th>
            <th scope="col">{words.calls}</th>
            <th scope="col">{words.state}</th>
          </tr>
        </thead>
        <tbody>
          {recordings.map((recording) => {
            const { id, agent, place, askedAt, startedAt, calls } = recording
            const begun = moments.stamp(startedAt ?? askedAt)
            const length = lengthOf(recording)
            return (
              <tr key={id}>
                <td>
                  <Link
                    href={`/recordings/${encodeURIComponent(id)}`}
                    className={classes.open}
                    aria-label={words.open(agent.name, begun)}
                  >
                    <bdi>{agent.name}</bdi>
                  </Link>
                  {place !== null && <span className="hs-muted hs-small"> {joinIsolated([place])}</span>}
                </td>
                <td className="hs-number">{begun}</td>
                <td className="hs-number">{length === null ? '–' : formatDuration(length)}</td>
                <td>
                  <ul className={classes.calls}>
                    {calls.map(({ interactionId, direction, campaign, party }) => (
                      <li key={interactionId}>
                        <button
                          type="button"
                          className={classes.call}
                          title={interactionId}
                          onClick={() => onCall(interactionId)}
                        >
                          {joinIsolated([words.directions[direction], party, campaignOf(campaign)])}
                        </button>
                      </li>
                    ))}
                  </ul>
                </td>
                <td>
                  <RecordingState recording={recording} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
