import { type ReactNode, useId } from 'react'
import classes from './panel.module.css'

/** A titled region of a page: one surface, one heading, perhaps something at its end. */
export function Panel({
  title,
  aside,
  children,
  className,
}: {
  title: string
  aside?: ReactNode
  children: ReactNode
  className?: string | undefined
}) {
  const titleId = useId()
  return (
    <section aria-labelledby={titleId} className={[classes.panel, className].filter(Boolean).join(' ')}>
      <header className={classes.header}>
        <h2 id={titleId} className={classes.title}>
          {title}
        </h2>
        {aside}
      </header>
      {children}
    </section>
  )
}
