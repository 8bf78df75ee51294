import type { ConformanceCase } from './case.ts'
import { genesysChannels } from './genesys-channels.ts'
import { genesysNotifications } from './genesys-notifications.ts'
import { genesysPlaces } from './genesys-places.ts'
import { genesysSignOn } from './genesys-sign-on.ts'

/** Genesys Web Services, the server's side (seed 002 and the vendor's public documents). */
export const genesys: readonly ConformanceCase[] = [
  ...genesysSignOn,
  ...genesysChannels,
  ...genesysPlaces,
  ...genesysNotifications,
]
