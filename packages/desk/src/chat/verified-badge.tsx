import { Tooltip } from '@mantine/core'
import { IconShieldCheck, IconShieldQuestion } from '@tabler/icons-react'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './chat.module.css'

/** Whether the web site vouches for who the customer is: by colour, icon and word. */
export function VerifiedBadge({ isVerified }: { isVerified: boolean }) {
  const { chat: words } = useAllTexts()
  const help = isVerified ? words.verifiedHelp : words.notVerifiedHelp
  const Icon = isVerified ? IconShieldCheck : IconShieldQuestion
  return (
    <Tooltip label={help}>
      <span className={classes.verified} data-tone={isVerified ? 'ready' : 'notReady'} data-testid="verified">
        <Icon aria-hidden size={15} stroke={1.9} />
        {isVerified ? words.verified : words.notVerified}
        <span className="hs-hidden">. {help}</span>
      </span>
    </Tooltip>
  )
}
