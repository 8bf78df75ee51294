/** What the headers say about where a request comes from. */
export type OriginFacts = {
  /** GET and HEAD change nothing; everything else is a write. */
  readonly safe: boolean
  /** The `Origin` header; two of them arrive joined by a comma and match nothing. */
  readonly origin: string | undefined
  /** The `Sec-Fetch-Site` header; pages cannot set it. */
  readonly site: string | undefined
  /** Whether the request carries any cookie: then it may be a browser's. */
  readonly cookie: boolean
}

/**
 * `own`: our page, or a client that is no browser; the cookie counts. `allowed`: a page on a tenant's allow-list; the
 * cookie is ignored, bearer tokens count. `foreign`: another page reading; nothing counts. `refused`: not served.
 */
export type Provenance = 'own' | 'allowed' | 'foreign' | 'refused'

/** The origins we know. */
export type KnownOrigins = { isOwn(origin: string): boolean; isAllowed(origin: string): boolean }

/**
 * The one table against forged requests (S-30, spec HT1–HT6). An `Origin` must always be known, also when the browser
 * calls the request same-origin: that is what stops a page whose name was rebound to our address.
 */
export function judgeOrigin(facts: OriginFacts, known: KnownOrigins): Provenance {
  const { safe, origin, site, cookie } = facts
  const otherwise = safe ? 'foreign' : 'refused'
  if (origin !== undefined) {
    if (known.isOwn(origin)) return site === undefined || site === 'same-origin' ? 'own' : otherwise
    return known.isAllowed(origin) && site !== 'none' ? 'allowed' : otherwise
  }
  if (site === 'same-origin') return 'own'
  if (site !== undefined) return safe && site === 'none' ? 'own' : otherwise
  return safe || !cookie ? 'own' : 'refused'
}
