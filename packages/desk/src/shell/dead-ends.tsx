import { Button } from '@mantine/core'
import { IconLock, IconMapOff } from '@tabler/icons-react'
import { Blank } from '../app/blank-states.tsx'
import { goTo } from '../app/route.ts'
import { useView } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import { roomsOf } from './rooms.ts'

/** A page that the reader's role does not open. */
export function NotAllowed() {
  const texts = useTexts()
  const { role } = useView().session.user
  return (
    <Blank isPage icon={<IconLock aria-hidden size={28} stroke={1.5} />} title={texts.common.noPermissionTitle}>
      <p>{texts.common.noPermission(texts.roles[role])}</p>
      <WayBack />
    </Blank>
  )
}

/** An address without a page. */
export function NotFound() {
  const texts = useTexts()
  return (
    <Blank isPage icon={<IconMapOff aria-hidden size={28} stroke={1.5} />} title={texts.common.notFoundTitle}>
      <p>{texts.common.notFound}</p>
      <WayBack />
    </Blank>
  )
}

/** To the first room that the reader may enter. */
function WayBack() {
  const texts = useTexts()
  const [room] = roomsOf(useView().session.user.role)
  if (room === undefined) return null
  return (
    <Button variant="default" mt="xs" onClick={() => goTo(`/${room}`)}>
      {texts.common.goTo(texts.rooms[room])}
    </Button>
  )
}
