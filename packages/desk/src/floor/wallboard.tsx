import { Button } from '@mantine/core'
import { IconMaximize, IconX } from '@tabler/icons-react'
import { useLocation } from 'wouter'
import { Failed, Loading } from '../app/blank-states.tsx'
import { emptyLists, useDeskLists } from '../desk/use-desk-lists.ts'
import { useTexts } from '../texts/texts-context.tsx'
import { CardWall } from './card-wall.tsx'
import { Tiles } from './tiles.tsx'
import { useFloor } from './use-floor.ts'
import classes from './wallboard.module.css'

/** The floor for a screen on the wall: large figures, then who needs help, no controls to press by accident. */
export function Wallboard() {
  const { floor: words } = useTexts()
  const [, goTo] = useLocation()
  const { rows, error, refetch } = useFloor()
  const { lists = emptyLists } = useDeskLists()
  if (error !== null && rows === undefined) return <Failed error={error} onRetry={refetch} />
  if (rows === undefined) return <Loading rows={8} />
  const leave = () => {
    if (document.fullscreenElement !== null) document.exitFullscreen().catch(() => undefined)
    goTo('/floor')
  }
  return (
    <div className={classes.page} data-wall>
      <header className={classes.header}>
        <h1>{words.wallboard}</h1>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconMaximize aria-hidden size={15} />}
          onClick={() => void document.documentElement.requestFullscreen().catch(() => undefined)}
        >
          {words.fullScreen}
        </Button>
        <Button size="xs" variant="subtle" color="gray" leftSection={<IconX aria-hidden size={15} />} onClick={leave}>
          {words.leaveWallboard}
        </Button>
      </header>
      <Tiles rows={rows} />
      <CardWall rows={rows.filter((row) => row.tone !== 'out')} lists={lists} isQuiet />
    </div>
  )
}
