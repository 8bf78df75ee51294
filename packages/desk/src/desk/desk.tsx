import type { MediumStatus } from '@hotseat/core'
import { useEffect } from 'react'
import { announce } from '../app/announce.tsx'
import { Failed } from '../app/blank-states.tsx'
import { stateText } from '../app/states.ts'
import { useView } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import { CallPanel } from './call-panel.tsx'
import { Campaigns } from './campaigns.tsx'
import classes from './desk.module.css'
import { MediumRows } from './medium-rows.tsx'
import { Notes } from './notes.tsx'
import { PhoneBook } from './phone-book.tsx'
import { StateBand } from './state-band.tsx'
import { Today } from './today.tsx'
import { emptyLists, useDeskLists } from './use-desk-lists.ts'
import { useRinging } from './use-ringing.ts'

/** The agent's desk: state first, then the call, then what helps with it. */
export function Desk() {
  const texts = useTexts()
  const { agent } = useView().session
  const { lists = emptyLists, error, refetch } = useDeskLists()
  const statuses = agent?.states ?? []
  const main = stageStatus(statuses)
  const spoken = main === undefined ? '' : stateText(main, lists.reasonCodes, texts)

  useRinging(main, lists)
  useEffect(() => {
    if (spoken !== '') announce(texts.desk.announce(spoken))
  }, [spoken, texts])

  if (error !== null && lists === emptyLists) return <Failed error={error} onRetry={refetch} />
  return (
    <>
      <h1 className="hs-hidden">{texts.desk.title}</h1>
      {main !== undefined && <StateBand status={main} lists={lists} />}
      <div className={classes.page}>
        <MediumRows statuses={statuses.filter((status) => status !== main)} lists={lists} />
        <div className={classes.columns}>
          <div className={classes.column}>
            {main !== undefined && <CallPanel status={main} lists={lists} />}
            <Today medium={main?.medium ?? 'voice'} lists={lists} />
          </div>
          <div className={classes.column}>
            <Notes />
            <PhoneBook lists={lists} />
            <Campaigns lists={lists} />
          </div>
        </div>
      </div>
    </>
  )
}

/** Which medium has the stage: the one with a call, else the voice, which is what a desk is for. */
function stageStatus(statuses: readonly MediumStatus[]): MediumStatus | undefined {
  return (
    statuses.find(({ interaction }) => interaction !== null) ?? statuses.find(({ medium }) => medium === 'voice') ?? statuses[0]
  )
}
