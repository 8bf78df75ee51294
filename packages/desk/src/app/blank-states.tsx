import { Button, Skeleton } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './blank-states.module.css'
import { problemText } from './problem.ts'

type BlankProps = {
  icon?: ReactNode
  title: string
  /** It is all there is on the page, so its title is the page's heading. */
  isPage?: boolean
  children?: ReactNode
}

/** A view that has nothing to show, and says why and what to do. */
export function Blank({ icon, title, isPage = false, children }: BlankProps) {
  const Title = isPage ? 'h1' : 'p'
  return (
    <div className={classes.blank}>
      {icon}
      <Title className={classes.title}>{title}</Title>
      {children}
    </div>
  )
}

/** The shape of what is coming, shown only when it takes more than 300 ms. */
export function Loading({ rows = 6 }: { rows?: number }) {
  const texts = useTexts()
  const widths = Array.from({ length: rows }, (_, row) => ({ row, width: `${92 - ((row * 17) % 40)}%` }))
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div role="status" aria-label={texts.common.loading} className={classes.loading}>
      {isLate && widths.map(({ row, width }) => <Skeleton key={row} height={20} width={width} />)}
    </div>
  )
}

/** What could not be loaded, why, and the way to try again. */
export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const texts = useTexts()
  return (
    <Blank icon={<IconAlertTriangle aria-hidden size={28} stroke={1.5} />} title={texts.common.failedTitle}>
      <p role="alert">{problemText(error, texts)}</p>
      <Button variant="default" onClick={onRetry}>
        {texts.common.tryAgain}
      </Button>
    </Blank>
  )
}
