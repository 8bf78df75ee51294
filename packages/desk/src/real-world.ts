/** The one place of the app that reads the machine’s clock and chance. Epoch milliseconds. */
export function machineNow(): number {
  return Date.now()
}

/** A new id that nobody guesses or gives twice: 128 random bits, base64url. Also on pages without TLS, which have no `randomUUID`. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
