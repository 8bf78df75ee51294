import { accepted } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../use-case.ts'

/** The lists that a desk shows; only what is enabled, and the reason codes a person may choose. */
export function createDesk(deps: Deps): Handlers['desk'] {
  return async ({ caller }) => {
    const store = deps.store.tenant(caller.tenantId)
    const enabled = { where: { disabledAt: null } } as const
    const [campaigns, media, reasonCodes, wrapUpCodes, phoneBooks, places] = await Promise.all([
      store.find('campaigns', { ...enabled, orderBy: 'id' }),
      store.find('media', { orderBy: 'position' }),
      store.find('reasonCodes', { ...enabled, orderBy: 'code' }),
      store.find('wrapUpCodes', { ...enabled, orderBy: 'id' }),
      store.find('phoneBooks', { ...enabled, orderBy: 'id' }),
      store.find('places', { ...enabled, orderBy: 'id' }),
    ])
    return accepted({
      document: {
        campaigns: campaigns.map(({ id, name, type, description, media }) => ({
          id,
          name,
          type,
          description,
          media: [...media],
          assigned: caller.member.campaigns.includes(id),
        })),
        media: media.map(({ id, name, maxDialogLimit }) => ({ id, name, maxDialogLimit })),
        reasonCodes: reasonCodes.map(({ category, code, label, system }) => ({ category, code, label, system })),
        wrapUpCodes: wrapUpCodes.map(({ id, label }) => ({ id, label })),
        phoneBooks: phoneBooks.map(({ id, name, type, contacts }) => ({ id, name, type, contacts: [...contacts] })),
        places: places.map(({ id, name, extension, devices }) => ({ id, name, extension, devices: [...devices] })),
      },
    })
  }
}
