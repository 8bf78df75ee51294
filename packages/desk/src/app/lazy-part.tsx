import { Button } from '@mantine/core'
import { IconCloudDown } from '@tabler/icons-react'
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { useTexts } from '../texts/texts-context.tsx'
import { Blank } from './blank-states.tsx'

/** How long after the page was opened a part is fetched, in ms, where the browser cannot say that it is idle. */
const restMs = 2_000

type Options<P> = {
  /** Fetch it as soon as the browser is idle, so that it is there before it is asked for, also when the server is away by then. */
  soon?: boolean
  /** What stands in its place when it cannot be had. */
  missing?: ComponentType<P>
}

/**
 * A part that the first load leaves out: fetched when it is first shown. One that cannot be had, because the server was
 * updated meanwhile for instance, does not break the page.
 */
export function lazyPart<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { soon = false, missing = PartMissing }: Options<P> = {},
): LazyExoticComponent<ComponentType<P>> {
  if (soon) whenIdle(() => load().catch(() => undefined))
  return lazy(async () => ({ default: await load().catch(() => missing) }))
}

function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act)
  else setTimeout(act, restMs)
}

/** What stands where a part should be that could not be loaded. */
function PartMissing() {
  const { common } = useTexts()
  return (
    <Blank icon={<IconCloudDown aria-hidden size={28} stroke={1.5} />} title={common.partMissingTitle}>
      <p role="alert">{common.partMissing}</p>
      <Button variant="default" onClick={() => location.reload()}>
        {common.reload}
      </Button>
    </Blank>
  )
}
