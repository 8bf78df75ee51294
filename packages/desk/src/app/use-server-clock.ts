import { useEffect } from 'react'
import { useHotseat, useStatus } from './hotseat-context.tsx'
import { measureServerClock } from './server-clock.ts'

/** Measures the server's clock whenever the connection comes up. */
export function useServerClock(): void {
  const hotseat = useHotseat()
  const isConnected = useStatus().kind === 'connected'
  useEffect(() => {
    if (isConnected) measureServerClock(hotseat).catch(() => undefined)
  }, [hotseat, isConnected])
}
