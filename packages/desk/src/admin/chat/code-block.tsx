import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useAllTexts } from '../../texts/use-all-texts.ts'
import classes from './chat-admin.module.css'

/** Some code, with a way to copy it. */
export function CodeBlock({ title, code, copyLabel }: { title: string; code: string; copyLabel: string }) {
  const { chatAdmin: words } = useAllTexts()
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <span>{title}</span>
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={copied ? <IconCheck aria-hidden size={14} /> : <IconCopy aria-hidden size={14} />}
              onClick={copy}
            >
              {copied ? words.copied : copyLabel}
            </Button>
          )}
        </CopyButton>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className={classes.code} tabIndex={0} dir="ltr" role="region" aria-label={title}>
        <code>{code}</code>
      </pre>
    </figure>
  )
}
