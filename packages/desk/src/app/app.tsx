import { useQueryClient } from '@tanstack/react-query'
import { Suspense, useCallback, useState } from 'react'
import { Route, Switch } from 'wouter'
import { Shell } from '../shell/shell.tsx'
import { SignInPage } from '../sign-in/sign-in-page.tsx'
import { TextsProvider } from '../texts/texts-context.tsx'
import { useAppearance } from './appearance.ts'
import { useHotseatEvent, useSession } from './hotseat-context.tsx'
import { viewKey } from './keep-lists-apart.ts'
import type { LastView } from './last-view.ts'
import { lazyPart } from './lazy-part.tsx'
import { useEntrance } from './use-entrance.ts'
import { useServerClock } from './use-server-clock.ts'
import { ViewProvider } from './view-context.tsx'
import { ViewKeeper } from './view-keeper.tsx'

const Notices = lazyPart(() => import('./notices.tsx').then((module) => module.Notices), { soon: true, missing: () => null })
// Few people see these, and once; the QR code is not everybody's to load.
const ActivationPage = lazyPart(() => import('../sign-in/activation-page.tsx').then((module) => module.ActivationPage))
const SecondFactorPage = lazyPart(() => import('../sign-in/second-factor-page.tsx').then((module) => module.SecondFactorPage))

/** The whole app: the doors for links with a secret, the sign-in card, or the rooms. */
export function App() {
  const { language } = useAppearance(useSession())
  return (
    <TextsProvider language={language}>
      <Suspense>
        <Switch>
          <Route path="/setup/:secret">{({ secret }) => <ActivationPage secret={secret} isSetup />}</Route>
          <Route path="/activate/:secret">{({ secret }) => <ActivationPage secret={secret} isSetup={false} />}</Route>
          <Route>
            <Entrance />
          </Route>
        </Switch>
      </Suspense>
      <Suspense>
        <Notices />
      </Suspense>
    </TextsProvider>
  )
}

function Entrance() {
  const queries = useQueryClient()
  const [isChoosingSeat, setChoosingSeat] = useState(false)
  const [wantsOut, setWantsOut] = useState(false)
  const [hasEnrolled, setEnrolled] = useState(false)
  const mustEnrol = useSession()?.mustEnrol === true
  const onLastView = useCallback(
    ({ lists }: LastView) => {
      for (const [key, answer] of lists) queries.setQueryData(JSON.parse(key), (live: unknown) => live ?? answer)
    },
    [queries],
  )
  const entrance = useEntrance(onLastView)
  useServerClock()
  // What changed while the link was lost is asked for again; notes are the desk's own business.
  useHotseatEvent('restored', () => void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'note' }))
  useHotseatEvent('status', (status) => status.kind === 'connected' && setWantsOut(false))

  if (entrance.kind === 'opening') return null
  if (mustEnrol) return <SecondFactorPage onDone={() => setEnrolled(true)} />
  if (entrance.kind === 'closed' || isChoosingSeat || wantsOut) {
    return (
      <SignInPage
        onChoosingSeat={setChoosingSeat}
        hasEnrolled={hasEnrolled}
        {...(wantsOut ? { onBack: () => setWantsOut(false) } : {})}
      />
    )
  }
  return (
    <ViewProvider key={viewKey(entrance.view.session)} view={entrance.view}>
      <ViewKeeper />
      <Shell onWayOut={() => setWantsOut(true)} />
    </ViewProvider>
  )
}
