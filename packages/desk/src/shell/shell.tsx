import { isAgentRole, mayDo, type Role } from '@hotseat/core'
import { Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { Loading } from '../app/blank-states.tsx'
import { useHotseatEvent } from '../app/hotseat-context.tsx'
import { lazyPart } from '../app/lazy-part.tsx'
import { useView } from '../app/view-context.tsx'
import { LossOverlay } from '../connection/loss-overlay.tsx'
import { Desk } from '../desk/desk.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import { NotAllowed, NotFound } from './dead-ends.tsx'
import { mayOpenAdmin, roomsOf } from './rooms.ts'
import classes from './shell.module.css'
import { showMessage } from './show-message.ts'
import { TopBar } from './top-bar.tsx'

const Floor = lazyPart(() => import('../floor/floor.tsx').then((module) => module.Floor))
const Wallboard = lazyPart(() => import('../floor/wallboard.tsx').then((module) => module.Wallboard))
const Recordings = lazyPart(() => import('../recordings/recordings.tsx').then((module) => module.Recordings))
const RecordingPage = lazyPart(() => import('../recordings/recording-page.tsx').then((module) => module.RecordingPage))
const Admin = lazyPart(() => import('../admin/admin.tsx').then((module) => module.Admin))

/** One route for both parts of the desk, so that going from one to the other takes nothing down. */
const deskPaths = /^\/desk(?:\/(?<part>chat))?\/?$/

/** The frame around every room: the bar on top, the room, and the overlay of a long outage. */
export function Shell({ onWayOut }: { onWayOut: () => void }) {
  const texts = useTexts()
  const { session } = useView()
  const { role, id } = session.user
  useHotseatEvent('event', (event) => {
    if (event.kind === 'agent.messaged' && event.userId === id) showMessage(event.data, texts)
  })
  return (
    <>
      <button type="button" className={classes.skip} onClick={skipToMain}>
        {texts.common.skip}
      </button>
      <TopBar />
      <main id="main" tabIndex={-1} className={classes.main}>
        <Suspense fallback={<Loading rows={8} />}>
          <Rooms role={role} />
        </Suspense>
      </main>
      <LossOverlay onWayOut={onWayOut} />
    </>
  )
}

/** A button, because the fragment of the address is the app's route and cannot also be a jump within the page. */
function skipToMain() {
  document.getElementById('main')?.focus()
}

function Rooms({ role }: { role: Role }) {
  const refusal = <NotAllowed />
  const first = roomsOf(role)[0]
  return (
    <Switch>
      <Route path="/">{first === undefined ? refusal : <Redirect to={`/${first}`} replace />}</Route>
      <Route path={deskPaths}>
        {({ part }) => (isAgentRole(role) ? <Desk part={part === 'chat' ? 'chat' : 'overview'} /> : refusal)}
      </Route>
      <Route path="/floor/wallboard">{mayDo(role, 'floor.see') ? <Wallboard /> : refusal}</Route>
      <Route path="/floor">{mayDo(role, 'floor.see') ? <Floor /> : refusal}</Route>
      <Route path="/recordings">{mayDo(role, 'recordings.watch') ? <Recordings /> : refusal}</Route>
      <Route path="/recordings/:id">
        {({ id }) => (mayDo(role, 'recordings.watch') ? <RecordingPage key={id} id={decodeURIComponent(id)} /> : refusal)}
      </Route>
      <Route path="/admin/*?">{mayOpenAdmin(role) ? <Admin /> : refusal}</Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  )
}
