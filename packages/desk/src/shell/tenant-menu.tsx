import { IconChevronDown } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { lazyPart } from '../app/lazy-part.tsx'
import { useView } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import type { MenuFace } from './menu-face.ts'
import classes from './top-bar.module.css'

const TenantMenuList = lazyPart(() => import('./tenant-menu-list.tsx').then((module) => module.TenantMenuList), {
  soon: true,
  missing: ({ face }) => <button {...face} />,
})

/** The contact centre I am in; a switcher for who belongs to several. */
export function TenantMenu() {
  const texts = useTexts()
  const { user } = useView().session
  const [isAsked, setAsked] = useState(false)
  const name = user.tenants.find((tenant) => tenant.id === user.tenant)?.name ?? user.tenant
  if (user.tenants.length < 2) {
    return (
      <span className={classes.tenant}>
        <span>
          <bdi>{name}</bdi>
        </span>
      </span>
    )
  }
  const face: MenuFace = {
    type: 'button',
    className: classes.tenant,
    'aria-label': `${texts.shell.tenant}: ${name}`,
    children: (
      <>
        <span>
          <bdi>{name}</bdi>
        </span>
        <IconChevronDown aria-hidden size={15} />
      </>
    ),
  }
  const closed = <button {...face} aria-haspopup="menu" aria-expanded={false} onClick={() => setAsked(true)} />
  if (!isAsked) return closed
  return (
    <Suspense fallback={closed}>
      <TenantMenuList face={face} />
    </Suspense>
  )
}
