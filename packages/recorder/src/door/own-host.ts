/** Whether a request is meant for this port of loopback: exactly one `Host`, exactly one of our names, and a plain path (spec LB1, S-38). */
export function isOwnHost(rawHeaders: readonly string[], url: string, port: number): boolean {
  const hosts = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'host')
  const [host = ''] = hosts
  // An address in the request line would name another host than the header (RFC 9112, 3.2.2).
  return hosts.length === 1 && url.startsWith('/') && [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`].includes(host)
}
