/** The origin that the mutations look like (S-32). */
export const trueOrigin = 'https://app.example.com'
const bare = 'app.example.com'

const schemes = ['http://', 'HTTPS://', 'https:', 'https:/', 'https:///', 'wss://', 'ftp://', 'https:\\\\', 'blob:https://']
const tails = [
  ...['.evil.tld', '.', '..', '/', '/path', '?q', '#f', ':443', ':444', ':0', ':', '%60.evil', '`.evil', '_.evil', '%00'],
  ...['%2eevil', '@evil.tld', '\\evil.tld', ' ', '\t', ',', ';', "'", '"', '{', '|', '&evil'],
]

/** Other hosts below the same name: no mutation of an exact origin may pass, but these are what a pattern of the name means. */
export const hostsBelow = ['evil', 'x.', 'evil-', 'xn--'].map((head) => `https://${head}${bare}`)

/** Some sixty ways to look like the true origin; it is none of them. */
export const originMutations: readonly string[] = [
  ...['null', '*', '', ' ', 'undefined', 'file://', 'about:blank', 'data:text/html,x'],
  ...['chrome-extension://abc', 'capacitor://localhost', `view-source:${trueOrigin}`],
  ...schemes.map((scheme) => scheme + bare),
  ...tails.map((tail) => trueOrigin + tail),
  ...hostsBelow,
  ...['.', 'user@', 'user:pass@', '%20', '*.'].map((head) => `https://${head}${bare}`),
  ...['https://app.example.co', 'https://app.example.comx', 'https://app-example.com', 'https://appXexample.com'],
  ...['https://example.com', 'https://APP.example.com', 'https://app.exаmple.com', 'https://app.xn--exmple-4nf.com'],
  ...[`${trueOrigin}, ${trueOrigin}`, `${trueOrigin} ${trueOrigin}`],
]

/** Some more ways to look as if one were below `example.com`. */
export const patternMutations: readonly string[] = [
  ...['https://evilexample.com', 'https://evil-example.com', 'https://.example.com', 'https://*.example.com', 'https://*'],
  ...['https://a..example.com', 'https://-a.example.com', 'https://a-.example.com', 'https://a_b.example.com'],
  ...['https://a*.example.com', 'https://a%2e.example.com', 'https://a。example.com', 'https://ａ.example.com'],
  ...['/', '#', '?', '\\', '%2f', '%00', ':443', ':8443', '@', ';', ',', '&', '\n', '\u0000'].map(
    (between) => `https://evil.tld${between}.example.com`,
  ),
  ...['/', '#', '?', '\\', '@', ':80@'].map((between) => `https://evil.tld${between}app.example.com`),
  ...['https://app.EXAMPLE.com', 'https://app.example.COM', 'https://app.example.com.', 'https://app.example.com:08443'],
  ...['https://app.example.com:8443', 'https://app.example.com:0443', 'https://app.example.com:4430'],
  ...['https://xn--.example.com', `https://${'a'.repeat(64)}.example.com`],
  ...[`https://${'a.'.repeat(150)}example.com`, 'https://example.com.example.org', 'https://app.example.com.example.org'],
  ...['https://127.0.0.1', 'https://[::1]', 'https://0x7f.1', 'http://localhost', 'https://com', 'https://.com'],
]
