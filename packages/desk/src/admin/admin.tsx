import { NativeSelect } from '@mantine/core'
import { type ComponentType, Suspense } from 'react'
import { Link, Redirect, Route, Switch, useLocation } from 'wouter'
import { Loading } from '../app/blank-states.tsx'
import { lazyPart } from '../app/lazy-part.tsx'
import { goTo } from '../app/route.ts'
import { useView } from '../app/view-context.tsx'
import { NotAllowed, NotFound } from '../shell/dead-ends.tsx'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './admin.module.css'
import { Audit } from './audit.tsx'
import {
  CampaignsPage,
  CannedRepliesPage,
  ChatProjectsPage,
  PhoneBooksPage,
  PlacesPage,
  ReasonCodesPage,
  UsersPage,
  WrapUpCodesPage,
} from './resource-pages.tsx'
import { type Section, sectionGroups, sectionsOf } from './sections.ts'
import { Status } from './status.tsx'

const Preferences = lazyPart(() => import('./preferences.tsx').then((module) => module.Preferences))

const ChatProjectPage = lazyPart(() => import('./chat/chat-project-page.tsx').then((module) => module.ChatProjectPage))

const pages: Record<Section, ComponentType> = {
  users: UsersPage,
  places: PlacesPage,
  campaigns: CampaignsPage,
  reasonCodes: ReasonCodesPage,
  wrapUpCodes: WrapUpCodesPage,
  phoneBooks: PhoneBooksPage,
  chatProjects: ChatProjectsPage,
  cannedReplies: CannedRepliesPage,
  preferences: Preferences,
  audit: Audit,
  status: Status,
}

/** The sections on the side, as far as the role opens them, and the one that is open. */
export function Admin() {
  const texts = useAllTexts()
  const { role } = useView().session.user
  const open = sectionsOf(role)
  const [path] = useLocation()
  return (
    <div className={classes.page}>
      <nav className={classes.side} aria-label={texts.admin.menu}>
        <NativeSelect
          className={classes.jump}
          aria-label={texts.admin.menu}
          value={path.split('/')[2] ?? ''}
          data={open.map((section) => ({ value: section, label: texts.admin.nav[section] }))}
          onChange={(event) => goTo(`/admin/${event.currentTarget.value}`)}
        />
        {(Object.keys(sectionGroups) as (keyof typeof sectionGroups)[]).map((group) => {
          const sections: readonly Section[] = sectionGroups[group]
          const shown = sections.filter((section) => open.includes(section))
          if (shown.length === 0) return null
          return (
            <div key={group} className={classes.group}>
              <p className={classes.groupTitle}>{texts.admin.groups[group]}</p>
              {shown.map((section) => (
                <Link
                  key={section}
                  href={`/admin/${section}`}
                  className={classes.link}
                  {...(path.split('/')[2] === section ? { 'aria-current': 'page' } : {})}
                >
                  {texts.admin.nav[section]}
                </Link>
              ))}
            </div>
          )
        })}
      </nav>
      <div className={classes.content}>
        <Suspense fallback={<Loading rows={8} />}>
          <Switch>
            <Route path="/admin">{open[0] === undefined ? null : <Redirect to={`/admin/${open[0]}`} replace />}</Route>
            <Route path="/admin/:section">{({ section }) => <Page section={section} open={open} />}</Route>
            <Route path="/admin/chatProjects/:id">
              {({ id }) => (open.includes('chatProjects') ? <ChatProjectPage id={id} /> : <NotAllowed />)}
            </Route>
            <Route>
              <NotFound />
            </Route>
          </Switch>
        </Suspense>
      </div>
    </div>
  )
}

function Page({ section, open }: { section: string; open: readonly Section[] }) {
  const found = open.find((each) => each === section)
  if (found === undefined) return Object.hasOwn(pages, section) ? <NotAllowed /> : <NotFound />
  const Content = pages[found]
  return <Content />
}
