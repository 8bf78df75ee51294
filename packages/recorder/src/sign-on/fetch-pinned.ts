/** A request to a server of the list; one that answers with a redirect has failed: it could lead anywhere (spec LB10, S-42). */
export function fetchPinned(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, { ...init, redirect: 'error' })
}
