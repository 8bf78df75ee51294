import {
  IconBellRinging,
  IconCircleCheckFilled,
  IconClockPause,
  IconHeadset,
  IconLogout2,
  IconNotes,
  IconPlayerPauseFilled,
  IconPlugConnectedX,
} from '@tabler/icons-react'
import type { Tone } from './states.ts'

const icons: Record<Tone, typeof IconHeadset> = {
  ready: IconCircleCheckFilled,
  notReady: IconClockPause,
  reserved: IconBellRinging,
  talking: IconHeadset,
  hold: IconPlayerPauseFilled,
  work: IconNotes,
  out: IconLogout2,
  lost: IconPlugConnectedX,
}

/** The sign of a state, so that colour is never alone. */
export function StateIcon({ tone, size = 18 }: { tone: Tone; size?: number }) {
  const Icon = icons[tone]
  return <Icon aria-hidden size={size} stroke={1.75} />
}
