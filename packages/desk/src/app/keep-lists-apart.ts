import type { Hotseat } from '@hotseat/client'
import type { QueryClient } from '@tanstack/react-query'

/**
 * Forgets the lists when somebody else, or another contact centre, takes the page's session over, in whichever tab that was
 * done (I5, S-62). To be called before anything is shown, so that nothing is shown from the lists of the one before.
 */
export function keepListsApart(hotseat: Pick<Hotseat, 'on'>, queries: Pick<QueryClient, 'clear'>): void {
  let whose: string | null = null
  hotseat.on('session', (document) => {
    if (document === null) return
    const before = whose
    whose = viewKey(document)
    if (before !== null && before !== whose) queries.clear()
  })
}

/** Whose work is on the screen: one person's in one tenant. */
export function viewKey({ user }: { readonly user: { readonly id: string; readonly tenant: string } }): string {
  return `${user.tenant} ${user.id}`
}
