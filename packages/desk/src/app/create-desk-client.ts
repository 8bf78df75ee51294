import { createHotseat, type Hotseat } from '@hotseat/client'

/** The client of this page: the server is where the page came from. */
export function createDeskClient(): Hotseat {
  return createHotseat()
}
