/** Whether the server said, in the page itself, that it has no demo data; it is asked when it did not say. */
export function isDemoServer(): boolean {
  return readFact('hotseat-demo') !== 'no'
}

/** The tenant that the sign-in page starts with on a device that remembers none; empty when the operator set none. */
export function defaultTenant(): string {
  return readFact('hotseat-tenant') ?? ''
}

/** On which port of loopback a recorder listens, as the server said in the page itself. */
export function recorderPort(): number {
  return Number(readFact('hotseat-recorder') ?? 8086)
}

function readFact(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content
}
