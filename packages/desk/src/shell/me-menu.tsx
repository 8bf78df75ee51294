import { Suspense, useState } from 'react'
import { lazyPart } from '../app/lazy-part.tsx'
import { useView } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import { initials } from './initials.ts'
import type { MenuFace } from './menu-face.ts'
import classes from './top-bar.module.css'

const MeMenuList = lazyPart(() => import('./me-menu-list.tsx').then((module) => module.MeMenuList), {
  soon: true,
  missing: ({ face }) => <button {...face} />,
})

/** Me: how it looks, my password, my sessions, the way out. A plain button until it is first asked for. */
export function MeMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const texts = useTexts()
  const { user } = useView().session
  const [isAsked, setAsked] = useState(false)
  const face: MenuFace = {
    type: 'button',
    className: classes.me,
    'aria-label': `${texts.shell.me}, ${user.name}`,
    children: <span aria-hidden>{initials(user.name)}</span>,
  }
  const closed = <button {...face} aria-haspopup="menu" aria-expanded={false} onClick={() => setAsked(true)} />
  if (!isAsked) return closed
  return (
    <Suspense fallback={closed}>
      <MeMenuList face={face} onShortcuts={onShortcuts} />
    </Suspense>
  )
}
