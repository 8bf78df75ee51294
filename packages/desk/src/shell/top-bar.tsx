import { Kbd, Tooltip } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconHeadset, IconSearch, IconUsersGroup, IconVideo } from '@tabler/icons-react'
import { Suspense, useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { lazyPart } from '../app/lazy-part.tsx'
import { isTyping } from '../app/shortcuts.ts'
import { useView } from '../app/view-context.tsx'
import { ConnectionPill } from '../connection/connection-pill.tsx'
import { mayBeRecorded } from '../recorder/may-be-recorded.ts'
import { Brand } from '../sign-in/brand.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import { MeMenu } from './me-menu.tsx'
import { type Room, roomsOf } from './rooms.ts'
import { TenantMenu } from './tenant-menu.tsx'
import classes from './top-bar.module.css'

const Search = lazyPart(() => import('./search.tsx').then((module) => module.Search), { soon: true })
const ShortcutList = lazyPart(() => import('./shortcut-list.tsx').then((module) => module.ShortcutList), { soon: true })
const RecorderPill = lazyPart(() => import('../recorder/recorder-pill.tsx').then((module) => module.RecorderPill), {
  missing: () => null,
})
const icons: Record<Room, typeof IconHeadset> = {
  ...{ desk: IconHeadset, floor: IconUsersGroup, recordings: IconVideo, admin: IconAdjustmentsHorizontal },
}

/** Where I am, where I can go, whether the system knows me, and me. */
export function TopBar() {
  const texts = useTexts()
  const { session } = useView()
  const [path] = useLocation()
  const [dialog, setDialog] = useState<'search' | 'shortcuts' | null>(null)
  const [below, setBelow] = useState<HTMLElement | null>(null)
  const [wasSearched, setWasSearched] = useState(false)
  const openSearch = () => {
    setWasSearched(true)
    setDialog('search')
  }

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        setWasSearched(true)
        setDialog('search')
      } else if (event.key === '?' && !isTyping(event.target)) {
        setDialog('shortcuts')
      }
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])

  return (
    <>
      <header className={classes.bar}>
        <Brand size={24} />
        <TenantMenu />
        <nav className={classes.rooms} aria-label={texts.shell.rooms}>
          {roomsOf(session.user.role).map((room) => {
            const Icon = icons[room]
            const isHere = path.startsWith(`/${room}`)
            return (
              <Link key={room} href={`/${room}`} className={classes.room} {...(isHere ? { 'aria-current': 'page' } : {})}>
                <Icon aria-hidden size={17} stroke={1.75} />
                <span>{texts.rooms[room]}</span>
              </Link>
            )
          })}
        </nav>
        <div className={classes.end}>
          <Tooltip label={texts.shell.searchHint}>
            <button
              type="button"
              className={classes.search}
              onClick={openSearch}
              // Its word is not there on a narrow window.
              aria-label={texts.shell.search}
              aria-keyshortcuts="Control+K"
            >
              <IconSearch aria-hidden size={16} stroke={1.75} />
              <span className={classes.searchText}>{texts.shell.search}</span>
              <Kbd size="xs" aria-hidden className={classes.searchKey}>
                Ctrl K
              </Kbd>
            </button>
          </Tooltip>
          {mayBeRecorded(session) && (
            <Suspense>
              <RecorderPill below={below} />
            </Suspense>
          )}
          <ConnectionPill />
          <MeMenu onShortcuts={() => setDialog('shortcuts')} />
        </div>
        {wasSearched && (
          <Suspense>
            <Search isOpen={dialog === 'search'} onClose={() => setDialog(null)} onShortcuts={() => setDialog('shortcuts')} />
          </Suspense>
        )}
        {dialog === 'shortcuts' && (
          <Suspense>
            <ShortcutList isOpen onClose={() => setDialog(null)} />
          </Suspense>
        )}
      </header>
      <div ref={setBelow} />
    </>
  )
}
