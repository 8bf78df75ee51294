/** An origin exactly as a browser writes it, or null for anything else: no path, no user, no other spelling of the same. */
export function parseOrigin(text: string): string | null {
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null
  return url.origin === text ? text : null
}

/** Whether an origin is of this machine. */
export function isLocalOrigin(origin: string): boolean {
  const { hostname } = new URL(origin)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
