import type { Hotseat, HotseatEvents, Status } from '@hotseat/client'
import type { SessionDocument } from '@hotseat/protocol'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useEffectEvent, useSyncExternalStore } from 'react'

const HotseatContext = createContext<Hotseat | null>(null)

/** Gives the one client of this page to everything below. */
export function HotseatProvider({ hotseat, children }: { hotseat: Hotseat; children: ReactNode }) {
  return <HotseatContext value={hotseat}>{children}</HotseatContext>
}

/** The one client of this page. */
export function useHotseat(): Hotseat {
  const hotseat = useContext(HotseatContext)
  if (hotseat === null) throw new Error('useHotseat outside of HotseatProvider')
  return hotseat
}

/** What the connection is now. */
export function useStatus(): Status {
  const hotseat = useHotseat()
  const subscribe = useCallback((changed: () => void) => hotseat.on('status', changed), [hotseat])
  return useSyncExternalStore(subscribe, () => hotseat.status)
}

/** The session document as the client has it now; null when there is none. */
export function useSession(): SessionDocument | null {
  const hotseat = useHotseat()
  const subscribe = useCallback((changed: () => void) => hotseat.on('session', changed), [hotseat])
  return useSyncExternalStore(subscribe, () => hotseat.session)
}

/** Calls `listener` with each of the client's events of one kind, for as long as the component stands. */
export function useHotseatEvent<E extends keyof HotseatEvents>(event: E, listener: (value: HotseatEvents[E]) => void): void {
  const hotseat = useHotseat()
  const onEvent = useEffectEvent(listener)
  useEffect(() => hotseat.on(event, (value) => onEvent(value)), [hotseat, event])
}
