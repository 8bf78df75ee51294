import type { ReactNode } from 'react'
import { useTexts } from '../texts/texts-context.tsx'
import { Brand } from './brand.tsx'
import classes from './card.module.css'

/** The one card in front of the door. */
export function Card({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const texts = useTexts()
  return (
    <main className={classes.page}>
      <div className={classes.brand}>
        <Brand />
        <span>{texts.product}</span>
      </div>
      <div className={classes.card}>
        <div>
          <h1>{title}</h1>
          {lead !== undefined && <p className="hs-muted">{lead}</p>}
        </div>
        {children}
      </div>
    </main>
  )
}
