import { Tooltip } from '@mantine/core'
import { IconCircleCheckFilled, IconLoader2, IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect } from 'react'
import { announce } from '../app/announce.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './connection-pill.module.css'
import { useConnection } from './use-connection.ts'

/** The connection as it is, in one word. Its kind is announced when it changes; the countdown is not. */
export function ConnectionPill() {
  const texts = useTexts()
  const { tone, text, help, isBusy } = useConnection()
  const spoken = text.replace(/, \d+ s$/, '')
  useEffect(() => announce(spoken), [spoken])
  const Icon = tone === 'lost' ? IconPlugConnectedX : isBusy ? IconLoader2 : IconCircleCheckFilled
  return (
    <Tooltip label={help}>
      <span className={classes.pill} data-tone={tone} role="group" aria-label={texts.connection.label} data-testid="connection">
        <Icon aria-hidden size={15} stroke={2} className={isBusy && tone !== 'lost' ? classes.turning : undefined} />
        <span className={classes.text}>{text}</span>
      </span>
    </Tooltip>
  )
}
