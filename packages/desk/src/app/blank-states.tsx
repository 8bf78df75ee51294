import { Button, Skeleton } from '@mantine/core'
import { IconAlertTriangle, IconLock, IconMapOff } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './blank-states.module.css'
import { problemText } from './problem.ts'

/** A view that has nothing to show, and says why and what to do. */
export function Blank({ icon, title, children }: { icon?: ReactNode; title: string; children?: ReactNode }) {
  return (
    <div className={classes.blank}>
      {icon}
      <p className={classes.title}>{title}</p>
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

/** A page that the reader's role does not open. */
export function NotAllowed({ role }: { role: string }) {
  const texts = useTexts()
  return (
    <Blank icon={<IconLock aria-hidden size={28} stroke={1.5} />} title={texts.common.noPermissionTitle}>
      <p>{texts.common.noPermission(role)}</p>
    </Blank>
  )
}

/** An address without a page. */
export function NotFound() {
  const texts = useTexts()
  return (
    <Blank icon={<IconMapOff aria-hidden size={28} stroke={1.5} />} title={texts.common.notFoundTitle}>
      <p>{texts.common.notFound}</p>
    </Blank>
  )
}
