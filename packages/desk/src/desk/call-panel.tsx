import { type Interaction, isRinging, isWrappingUp, type MediumStatus } from '@hotseat/core'
import type { DeskDocument } from '@hotseat/protocol'
import { IconCoffee, IconPhone } from '@tabler/icons-react'
import { Panel } from '../app/panel.tsx'
import { toneOf } from '../app/states.ts'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './call-panel.module.css'
import { DemoCall } from './demo-call.tsx'
import { LiveCall } from './live-call.tsx'
import { NotificationAsk } from './notification-ask.tsx'
import { RingingCall } from './ringing-call.tsx'
import { WrapUp } from './wrap-up.tsx'

/** The call, whatever it is at: none, ringing, running, over. It keeps its height, so nothing below it jumps. */
export function CallPanel({ status, lists }: { status: MediumStatus; lists: DeskDocument }) {
  const texts = useTexts()
  const { interaction } = status
  return (
    <Panel title={texts.desk.call} className={classes.panel} aside={<DemoCall status={status} />}>
      <div className={classes.stage} data-tone={toneOf(status.state)} data-testid="call">
        {interaction === null ? <NoCall status={status} /> : <Call status={status} interaction={interaction} lists={lists} />}
      </div>
      <NotificationAsk />
    </Panel>
  )
}

function Call({ status, interaction, lists }: { status: MediumStatus; interaction: Interaction; lists: DeskDocument }) {
  if (isRinging(status.state)) return <RingingCall status={status} interaction={interaction} lists={lists} />
  if (isWrappingUp(status.state)) return <WrapUp key={interaction.id} status={status} interaction={interaction} lists={lists} />
  return <LiveCall status={status} interaction={interaction} lists={lists} />
}

function NoCall({ status }: { status: MediumStatus }) {
  const { desk: words } = useTexts()
  const [title, hint] =
    status.state === 'READY'
      ? [words.idleReady, words.idleReadyHint]
      : status.state === 'LOGOUT'
        ? [words.idleOut, '']
        : [words.idleNotReady, words.idleNotReadyHint]
  const Icon = status.state === 'READY' ? IconPhone : IconCoffee
  return (
    <div className={classes.none}>
      <Icon aria-hidden size={26} stroke={1.4} />
      <div>
        <p className={classes.noneTitle}>{title}</p>
        <p className="hs-muted hs-small">{hint}</p>
      </div>
    </div>
  )
}
