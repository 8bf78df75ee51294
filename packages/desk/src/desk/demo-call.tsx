import type { MediumStatus } from '@hotseat/core'
import { useState } from 'react'
import { ActButton } from '../app/act-button.tsx'
import { isDemoServer } from '../app/page-facts.ts'
import { problemCode } from '../app/problem.ts'
import { useOperation } from '../app/use-operation.ts'
import { useView } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'

/** Rings me with a simulated call; only where the server has demo data. */
export function DemoCall({ status }: { status: MediumStatus }) {
  const { desk: words } = useTexts()
  const { user } = useView().session
  const [isThere, setThere] = useState(isDemoServer)
  const ring = useOperation('demoCall', { onError: (error) => problemCode(error) === 'request.notFound' && setThere(false) })
  if (!isThere) return null
  return (
    <ActButton
      size="compact-xs"
      variant="light"
      hindrance={status.state === 'READY' ? null : words.demoCallReady}
      loading={ring.isPending}
      onClick={() => ring.mutate({ body: { userId: user.id } })}
    >
      {words.demoCall}
    </ActButton>
  )
}
